package adit.policy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of ports, made up of ranges. */
public record PortSet(Set<Range> ranges) {
    /** The greatest port there is; the least is 1. */
    public static final int HIGHEST = 65535;

    public static final PortSet ANY = new PortSet(Set.of(new Range(1, HIGHEST)));

    /** The ports from the first to the last, both included. */
    public record Range(int first, int last) {
        public Range {
            if (first < 1 || last < first || last > HIGHEST) {
                throw new IllegalArgumentException("not a range of ports from 1 to " + HIGHEST);
            }
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    public PortSet {
        ranges = Set.copyOf(ranges);
    }

    public static PortSet of(Integer... ports) {
        return new PortSet(
                Arrays.stream(ports).map(port -> new Range(port, port)).collect(Collectors.toUnmodifiableSet()));
    }

    public boolean contains(int port) {
        for (Range range : ranges) {
            if (range.first() <= port && port <= range.last()) {
                return true;
            }
        }
        return false;
    }

    /** {@code any}, or the ranges in order, such as {@code 443, 8000-8999}. */
    @Override
    public String toString() {
        return equals(ANY)
                ? "any"
                : ranges.stream()
                        .sorted(Comparator.comparingInt(Range::first).thenComparingInt(Range::last))
                        .map(Range::toString)
                        .collect(Collectors.joining(", "));
    }
}
