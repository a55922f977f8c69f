package adit.net;

import adit.http.Target;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the attempts to reach one target failed, and what they come to together. */
final class ConnectFailures {
    /** The kinds, the one first that says most, with the words for them. */
    private static final Map<Outcome, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(Outcome.INTERNAL_ERROR, "failed within the proxy");
        KINDS.put(Outcome.TUNNEL_LIMIT, "too many for the proxy");
        KINDS.put(Outcome.CONNECT_REFUSED, "refused");
        KINDS.put(Outcome.CONNECT_TIMEOUT, "timed out");
        KINDS.put(Outcome.CONNECT_UNREACHABLE, "unreachable");
    }

    private final List<Outcome> failures = new ArrayList<>();

    void add(Outcome kind) {
        failures.add(kind);
    }

    /**
     * Names no address: the client may not be able to look that up.
     *
     * @param untried how many addresses there was no time for
     */
    Rejection rejection(Target target, int untried) {
        Outcome worst =
                KINDS.keySet().stream().filter(failures::contains).findFirst().orElse(Outcome.CONNECT_TIMEOUT);
        String text = failures.size() + untried == 1
                ? ": " + worst.label()
                : " at any of " + (failures.size() + untried) + " addresses: " + counts(untried);
        return new Rejection(worst, "The target " + target + " was not reached" + text + ".");
    }

    private String counts(int untried) {
        List<String> counts = new ArrayList<>();
        KINDS.forEach((kind, words) -> {
            long count = failures.stream().filter(kind::equals).count();
            if (count > 0) {
                counts.add(count + " " + words);
            }
        });
        if (untried > 0) {
            counts.add(untried + " not tried in time");
        }
        return String.join(", ", counts);
    }
}
