package adit.management;

import adit.management.TunnelField.Keyed;
import adit.management.TunnelsMXBean.LiveRow;
import adit.privacy.Dial;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which rows of the live tunnels are asked for, and in which order. Immutable. */
record TunnelPage(int offset, int count, Comparator<Keyed> order, TunnelField field, TunnelFilter filter) {

    /**
     * @param sortBy the name of a field, a minus before it for the greatest first; empty for the oldest first
     * @throws IllegalArgumentException with one line that says what is allowed
     */
    static TunnelPage of(int offset, int count, String sortBy, String filter, Dial dial) {
        if (offset < 0) {
            throw new IllegalArgumentException("offset is " + offset + ": allowed is 0 or more");
        }
        if (count < 0 || count > TunnelsMXBean.MAX_ROWS) {
            throw new IllegalArgumentException("count is " + count + ": allowed is 0 to " + TunnelsMXBean.MAX_ROWS);
        }
        String wanted = sortBy.isBlank() ? "-age" : sortBy.strip();
        boolean descending = wanted.startsWith("-");
        return new TunnelPage(
                offset,
                count,
                descending ? Keyed.DESCENDING : Keyed.ASCENDING,
                TunnelField.named(descending ? wanted.substring(1) : wanted).shownBy(dial),
                TunnelFilter.parse(filter, dial));
    }

    List<LiveRow> rows(Stream<TunnelRow> live) {
        return live.filter(filter)
                .map(field::keyed)
                .sorted(order)
                .skip(offset)
                .limit(count)
                .<LiveRow>map(Keyed::row)
                .toList();
    }
}
