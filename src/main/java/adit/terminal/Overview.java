package adit.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javax.management.openmbean.CompositeData;

/** The screen of {@code tunnel.sh status}: for each matter one line. */
final class Overview {
    private static final int MOST_OUTCOMES = 8;
    private static final int PERCENT = 100;

    /** From here on a limit is near its bound. */
    private static final int NEAR = 80;

    private final Beans beans;

    Overview(Beans beans) {
        this.beans = beans;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("version: " + server());
        lines.add("policy: " + policy());
        lines.addAll(listeners());
        lines.addAll(tunnels());
        lines.add("last minute: " + latency());
        lines.add("outcomes: " + outcomes(beans.rows("Tunnels", "OutcomeTotals")));
        lines.add("limits: " + limits(beans.rows("Limits", "Limits")));
        lines.add("I/O threads: " + threads(beans.rows("Threads", "Threads")));
        return lines;
    }

    private String server() {
        Map<String, Object> server =
                beans.attributes("Server", "Version", "State", "UptimeSeconds", "Draining", "Drain");
        String state = server.get("State")
                + ((boolean) server.get("Draining")
                        ? " for " + Amount.time(number((CompositeData) server.get("Drain"), "seconds"))
                        : "");
        return server.get("Version") + ", " + state + ", up " + Amount.time((Long) server.get("UptimeSeconds"));
    }

    private String policy() {
        Map<String, Object> policy = beans.attributes("Policy", "Generation", "LastReload");
        return "generation " + policy.get("Generation") + "; last reload: "
                + String.valueOf(policy.get("LastReload")).lines().findFirst().orElse("none");
    }

    private List<String> listeners() {
        return beans.each("Listener", "Address", "Mode", "State", "LiveCount", "OpenedTotal").stream()
                .map(listener -> "listener " + listener.get("Name") + ": " + listener.get("State") + " on "
                        + listener.get("Address") + " (" + listener.get("Mode") + "), " + listener.get("LiveCount")
                        + " live, " + listener.get("OpenedTotal") + " since the start")
                .toList();
    }

    private List<String> tunnels() {
        Map<String, Object> totals = beans.attributes(
                "Tunnels", "LiveCount", "OpenedTotal", "ClosedTotal", "BytesToClientTotal", "BytesToTargetTotal");
        return List.of(
                "tunnels: " + totals.get("LiveCount") + " live, " + totals.get("OpenedTotal") + " opened and "
                        + totals.get("ClosedTotal") + " closed since the start",
                "traffic: " + Traffic.of(beans).text() + "; since the start "
                        + Amount.bytes((Long) totals.get("BytesToClientTotal")) + " to clients, "
                        + Amount.bytes((Long) totals.get("BytesToTargetTotal")) + " to targets");
    }

    private String latency() {
        return beans.rows("Latency", "PhasesOfLastMinute").stream()
                .filter(row -> number(row, "count") > 0)
                .map(row -> row.get("phase") + " " + row.get("count") + " (half within "
                        + Amount.micros(number(row, "p50Micros")) + ", 99 % within "
                        + Amount.micros(number(row, "p99Micros")) + ")")
                .collect(Collectors.collectingAndThen(Collectors.joining(", "), text -> text.isEmpty() ? "-" : text));
    }

    static String outcomes(List<CompositeData> rows) {
        List<CompositeData> some = rows.stream()
                .filter(row -> number(row, "total") > 0)
                .sorted(descending(row -> number(row, "total")))
                .toList();
        String greatest = some.stream()
                .limit(MOST_OUTCOMES)
                .map(row -> row.get("outcome") + " " + row.get("total"))
                .collect(Collectors.joining(", "));
        if (some.isEmpty()) {
            return "none yet";
        }
        return some.size() > MOST_OUTCOMES ? greatest + " and " + (some.size() - MOST_OUTCOMES) + " others" : greatest;
    }

    /** Those near their bound, or else the one that is nearest. */
    static String limits(List<CompositeData> rows) {
        List<CompositeData> nearestFirst = rows.stream()
                .filter(row -> number(row, "limit") > 0)
                .sorted(descending(Overview::percent))
                .toList();
        List<CompositeData> near =
                nearestFirst.stream().filter(row -> percent(row) >= NEAR).toList();
        return near.isEmpty()
                ? "none is near its bound; most used: " + use(nearestFirst.subList(0, Math.min(1, nearestFirst.size())))
                : "near their bound: " + use(near);
    }

    private static String use(List<CompositeData> limits) {
        return limits.stream()
                .map(row -> row.get("name") + " " + row.get("use") + " of " + row.get("limit") + " (" + percent(row)
                        + " %)")
                .collect(Collectors.joining(", "));
    }

    private static long percent(CompositeData limit) {
        return Math.round((double) number(limit, "use") * PERCENT / number(limit, "limit"));
    }

    static String threads(List<CompositeData> rows) {
        return rows.size() + ", load at most " + most(rows, "loadPercent") + " %, lag at most "
                + Amount.micros(most(rows, "lagMicros")) + ", parked "
                + Amount.bytes(rows.stream()
                        .mapToLong(row -> number(row, "parkedBytes"))
                        .sum());
    }

    private static long most(List<CompositeData> rows, String column) {
        return rows.stream().mapToLong(row -> number(row, column)).max().orElse(0);
    }

    private static Comparator<CompositeData> descending(ToLongFunction<CompositeData> figure) {
        return Comparator.comparingLong(figure).reversed();
    }

    private static long number(CompositeData row, String column) {
        return ((Number) row.get(column)).longValue();
    }
}
