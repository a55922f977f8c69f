package adit.account;

import org.apache.logging.log4j.util.StringBuilders;

/** Appends members of a JSON object (RFC 8259), commas between them. */
record JsonMembers(StringBuilder json) {

    void text(String name, String value) {
        name(name).append('"');
        int start = json.length();
        json.append(value);
        StringBuilders.escapeJson(json, start);
        json.append('"');
    }

    void number(String name, long value) {
        name(name).append(value);
    }

    /** Microseconds matter to a local connection: always three decimals, and never an exponent. */
    void millis(String name, long nanos) {
        long micros = nanos / 1_000;
        int rest = (int) (micros % 1_000);
        name(name)
                .append(micros / 1_000)
                .append('.')
                .append((char) ('0' + rest / 100))
                .append((char) ('0' + rest / 10 % 10))
                .append((char) ('0' + rest % 10));
    }

    private StringBuilder name(String name) {
        return json.append(json.isEmpty() || json.charAt(json.length() - 1) == ',' ? "\"" : ",\"")
                .append(name)
                .append("\":");
    }
}
