package adit.accesslog;

/** Durations in nanoseconds as a line has them, without an exponent. */
final class Durations {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int ELAPSED_WIDTH = 6;

    private Durations() {}

    /** Microseconds matter to a local connection: always three decimals. */
    static void millis(long nanos, StringBuilder out) {
        thousandths(nanos / NANOS_PER_MICRO, out);
    }

    static void seconds(long nanos, StringBuilder out) {
        thousandths(nanos / NANOS_PER_MILLI, out);
    }

    static void thousandths(long count, StringBuilder out) {
        int rest = (int) (count % 1_000);
        out.append(count / 1_000)
                .append('.')
                .append((char) ('0' + rest / 100))
                .append((char) ('0' + rest / 10 % 10))
                .append((char) ('0' + rest % 10));
    }

    /** Whole milliseconds, right-aligned as Squid has them. */
    static void padded(long nanos, StringBuilder out) {
        String millis = Long.toString(nanos / NANOS_PER_MILLI);
        out.append(" ".repeat(Math.max(0, ELAPSED_WIDTH - millis.length()))).append(millis);
    }
}
