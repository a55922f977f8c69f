package adit.accesslog;

import adit.account.TunnelRecord;
import java.util.Set;
import org.apache.logging.log4j.util.StringBuilders;

/** A record as an object: numbers are numbers, and a field without a value is left out. */
final class JsonLine implements LineFormat {
    /** What the others tell as well, in the way of another program. */
    private static final Set<String> ELSEWHERE = Set.of(
            "clf_time",
            "clf_status",
            "epoch",
            "url",
            "request",
            "duration_s",
            "squid_elapsed",
            "squid_result",
            "squid_hierarchy");

    private static final Member[] MEMBERS = Fields.ALL.stream()
            .filter(field -> !ELSEWHERE.contains(field.name()))
            .map(field -> new Member(field, "\"" + field.name() + "\":"))
            .toArray(Member[]::new);

    private record Member(Field field, String name) {

        void append(TunnelRecord tunnel, StringBuilder json) {
            int start = json.length();
            boolean quoted = field.kind() != Field.Kind.NUMBER;
            json.append(json.charAt(start - 1) == '{' ? "" : ",").append(name).append(quoted ? "\"" : "");
            int value = json.length();
            field.append(tunnel, json);
            if (json.length() == value) {
                json.setLength(start);
            } else if (quoted) {
                StringBuilders.escapeJson(json, value);
                json.append('"');
            }
        }
    }

    @Override
    public void append(TunnelRecord tunnel, StringBuilder line) {
        line.append('{');
        for (Member member : MEMBERS) {
            member.append(tunnel, line);
        }
        line.append('}');
    }
}
