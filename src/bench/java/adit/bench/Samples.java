package adit.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations of one kind, in nanoseconds. For one thread at a time. */
final class Samples {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] values = new long[1024];
    private int count;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = nanos;
    }

    int count() {
        return count;
    }

    double worstMillis() {
        return millis(1);
    }

    /** What so large a part of them stays below, in ms; 0 where there are none. */
    double millis(double part) {
        return at(sorted(), part);
    }

    /** How many there are, then the median, 99.9 percent of them, and the worst, in ms. */
    String row() {
        long[] sorted = sorted();
        return String.format(
                Locale.ROOT,
                "| %d | %.2f | %.2f | %.2f |",
                count,
                at(sorted, 0.5),
                at(sorted, 0.999),
                at(sorted, 1));
    }

    private long[] sorted() {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1] / NANOS_PER_MILLI;
    }
}
