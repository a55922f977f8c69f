package adit.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The results in Markdown: medians of rounds, a line for each mode and proxy. */
final class Table {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_GB = 1e9;

    private final boolean compares;

    /** @param compares whether there is more than one proxy */
    Table(boolean compares) {
        this.compares = compares;
    }

    String head() {
        List<String> names = new ArrayList<>(List.of("mode", "moved", "cost", "median", "99 of 100", "others"));
        if (compares) {
            names.add(1, "proxy");
            names.add(4, "ratio");
        }
        return line(names) + "\n|" + " --- |".repeat(names.size());
    }

    /** @param first the rounds of the first proxy, one for each of these */
    String row(Mode mode, String proxy, List<Round> rounds, List<Round> first) {
        List<String> cells = new ArrayList<>(List.of(
                mode.toString(),
                moved(mode, rounds),
                cost(mode, rounds),
                latency(mode, rounds, 50),
                latency(mode, rounds, 99),
                text("%.2f", median(rounds, Round::others))));
        if (compares) {
            double[] ratios = IntStream.range(0, rounds.size())
                    .mapToDouble(i -> rounds.get(i).cost(mode) / first.get(i).cost(mode))
                    .toArray();
            cells.add(1, proxy);
            cells.add(4, text("%.2f", median(ratios)));
        }
        return line(cells);
    }

    private static String moved(Mode mode, List<Round> rounds) {
        return switch (mode.counted()) {
            case BYTES -> text("%.2f GB/s", median(rounds, round -> round.bytes() / BYTES_PER_GB / round.seconds()));
            case OPERATIONS -> text("%,.0f/s", median(rounds, round -> round.operations() / round.seconds()));
            case MEMORY -> text("%,.0f tunnels", median(rounds, Round::operations));
        };
    }

    private static String cost(Mode mode, List<Round> rounds) {
        double cost = median(rounds, round -> round.cost(mode));
        return switch (mode.counted()) {
            case BYTES -> text("%.3f s/GB", cost);
            case OPERATIONS -> text("%.1f µs", cost);
            case MEMORY -> text("%.1f KB", cost);
        };
    }

    private static String latency(Mode mode, List<Round> rounds, int percentile) {
        return mode.counted() == Mode.Counted.BYTES
                ? ""
                : text(
                        "%.2f ms",
                        median(rounds, round -> round.latency().getValueAtPercentile(percentile) / NANOS_PER_MILLI));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
