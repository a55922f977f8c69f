package adit.limits;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many bytes were moved in an hour, a day, a week and a month, each the one in which any were counted last. Not safe
 * for use by more than one thread.
 */
final class Usage {
    private static final Count NONE = new Count(0, 0);

    private final Map<Period, Count> counts = new EnumMap<>(Period.class);

    /** @param begin of the window, in seconds since 1970 */
    private record Count(long begin, long bytes) {
        static Count parse(String begin, String bytes) {
            return new Count(Long.parseLong(begin), Long.parseLong(bytes));
        }

        @Override
        public String toString() {
            return begin + ":" + bytes;
        }
    }

    private Count count(Period period) {
        return counts.getOrDefault(period, NONE);
    }

    /** Counts bytes in the windows of now. What is of others is forgotten. */
    void add(Windows now, long bytes) {
        for (Period period : Period.values()) {
            add(now, period, bytes);
        }
    }

    /** Counts what another has counted in the windows of now. */
    void add(Windows now, Usage other) {
        for (Period period : Period.values()) {
            add(now, period, other.in(now, period));
        }
    }

    private void add(Windows now, Period period, long bytes) {
        long sum = in(now, period) + bytes;
        counts.put(period, new Count(now.begin(period), sum < 0 ? Long.MAX_VALUE : sum));
    }

    /** The bytes of the window of now. */
    long in(Windows now, Period period) {
        Count count = count(period);
        return count.begin() == now.begin(period) ? count.bytes() : 0;
    }

    /** Whether nothing of it counts any more. */
    boolean isPast(Windows now) {
        return Arrays.stream(Period.values()).allMatch(period -> in(now, period) == 0);
    }

    /** {@code BEGIN:BYTES} for each period, the shortest first; what {@link #parse} reads. */
    String text() {
        return Arrays.stream(Period.values())
                .map(period -> count(period).toString())
                .collect(Collectors.joining(" "));
    }

    /** @throws IllegalArgumentException where the text is anything but what {@link #text} writes */
    static Usage parse(String text) {
        Usage usage = new Usage();
        String[] numbers = text.split("[: ]", -1);
        int i = 0;
        for (Period period : Period.values()) {
            if (i + 1 < numbers.length) {
                usage.counts.put(period, Count.parse(numbers[i], numbers[i + 1]));
            }
            i += 2;
        }
        boolean sound = usage.counts.values().stream().allMatch(count -> count.bytes() >= 0);
        if (!sound || !usage.text().equals(text)) {
            throw new IllegalArgumentException("these are no counts of four periods");
        }
        return usage;
    }
}
