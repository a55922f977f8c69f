package adit.admin;

import adit.admin.Throughput.Rate;
import adit.management.Text;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws the throughput as SVG, in elements that a style sheet colours. */
record ThroughputGraph(List<Rate> rates) {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 120;

    String svg() {
        long most = Math.max(
                1,
                rates.stream()
                        .mapToLong(rate -> Math.max(rate.toClient(), rate.toTarget()))
                        .max()
                        .orElse(1));
        return """
                <figure>
                <svg viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="Throughput of the last ten minutes">
                <polygon class="to-client" points="%s"/>
                <polyline class="to-target" points="%s"/>
                </svg>
                <figcaption><span class="key to-client">to clients</span> <span class="key to-target">to targets</span>
                <span>last 10 minutes; top: %s/s</span></figcaption>
                </figure>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        "0," + HEIGHT + " " + points(most, Rate::toClient) + " " + WIDTH + "," + HEIGHT,
                        points(most, Rate::toTarget),
                        Html.text(Text.bytes(most)));
    }

    /** The newest at the right edge. */
    private String points(long most, ToLongFunction<Rate> figure) {
        int missing = Throughput.MOST - rates.size();
        return IntStream.range(0, Throughput.MOST)
                .mapToObj(i -> {
                    double value = i < missing ? 0 : figure.applyAsLong(rates.get(i - missing));
                    double x = (double) WIDTH * i / (Throughput.MOST - 1);
                    return String.format(Locale.ROOT, "%.1f,%.1f", x, HEIGHT - (HEIGHT - 4) * value / most);
                })
                .collect(Collectors.joining(" "));
    }
}
