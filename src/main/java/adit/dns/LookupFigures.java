package adit.dns;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;

/** What a resolver counts. Written and read by any thread. */
final class LookupFigures {
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 2;

    final LongAdder hits = new LongAdder();
    final LongAdder negativeHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder failures = new LongAdder();
    private final AtomicHistogram latencies = new AtomicHistogram(LONGEST_MICROS, DIGITS);

    /** A name was asked for, and that is how long it took. */
    void took(long nanos) {
        latencies.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    /** In milliseconds; 0 where nothing was asked for. */
    double latency(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}
