package adit.terminal;

import java.util.List;
import javax.management.openmbean.CompositeData;

/**
 * What moves at present, in bytes a second.
 *
 * @param whole whether all tunnels that move anything are in it, and not only the fastest
 */
record Traffic(long toClients, long toTargets, boolean whole) {
    /** As many rows as the server gives at once. */
    private static final int MOST = 1000;

    static Traffic of(Beans beans) {
        List<CompositeData> fastest = beans.find("Tunnels", "page", 0, MOST, "-rate", "");
        return new Traffic(sum(fastest, "rateToClient"), sum(fastest, "rateToTarget"), fastest.size() < MOST);
    }

    private static long sum(List<CompositeData> rows, String rate) {
        return rows.stream().mapToLong(row -> (Long) row.get(rate)).sum();
    }

    String text() {
        return (whole ? "" : "at least ") + Amount.rate(toClients) + " to clients, " + Amount.rate(toTargets)
                + " to targets";
    }
}
