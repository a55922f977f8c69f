package adit.soak;

import adit.soak.Gauge.Sample;
import java.util.ArrayList;
import java.util.List;

/** What grew from the end of the warm-up to the end of the run, by the straight line that fits the samples best. */
enum Growth {
    HEAP("bytes of heap", 2_000_000),
    DIRECT("bytes of direct memory", 2_000_000),
    DESCRIPTORS("descriptors", 4),
    THREADS("threads", 4);

    private final String what;
    private final long tolerated;

    Growth(String what, long tolerated) {
        this.what = what;
        this.tolerated = tolerated;
    }

    private long of(Sample sample) {
        return switch (this) {
            case HEAP -> sample.heap();
            case DIRECT -> sample.direct();
            case DESCRIPTORS -> sample.descriptors();
            case THREADS -> sample.threads();
        };
    }

    /** A line for each figure. */
    static List<String> lines(List<Sample> samples) {
        List<String> lines = new ArrayList<>();
        for (Growth growth : values()) {
            lines.add(growth.line(samples));
        }
        return lines;
    }

    private String line(List<Sample> samples) {
        return "growth of " + what + ": " + Math.round(over(samples)) + " (tolerated: " + tolerated + ")"
                + (isTolerated(samples) ? "" : " TOO MUCH");
    }

    boolean isTolerated(List<Sample> samples) {
        return over(samples) <= tolerated;
    }

    /** The slope, times the length of the run. */
    double over(List<Sample> samples) {
        int count = samples.size();
        double middle = (count - 1) / 2.0;
        double mean = samples.stream().mapToLong(this::of).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            products += (i - middle) * (of(samples.get(i)) - mean);
            squares += (i - middle) * (i - middle);
        }
        return squares == 0 ? 0 : products / squares * (count - 1);
    }
}
