package adit.account;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.HdrHistogram.Recorder;

/**
 * How long the steps of tunnels took: since the start, and in about the last minute. Safe for use by any thread.
 *
 * <p>I/O threads write into HdrHistogram's recorders, without a lock and without garbage. Whoever reads moves what was
 * recorded since the last time to where percentiles are told from.
 */
public final class Latencies {
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 2;

    /** Slots of ten seconds each: the one that is being filled, and those before it. */
    private static final int SLOTS = 6;

    private final Map<Step, Timed> steps = new EnumMap<>(Step.class);

    /** What is timed. */
    public enum Step {
        /** From the accepted connection, or from the request on one that is open, to the reply that grants it. */
        ACCEPT_TO_REPLY,
        /** TLS handshakes with clients. */
        TLS,
        /** From a request that is allowed to the first address to dial, where a name was looked up. */
        DNS,
        /** From the first address to a connection with the target. */
        CONNECT;

        /** The stable name. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Percentiles of one step, in microseconds and within one percent; all 0 where there is none.
     *
     * @param count how many were timed
     */
    public record Percentiles(Step step, long count, long p50, long p90, long p99, long p999, long max) {
        private static Percentiles of(Step step, AbstractHistogram values) {
            return new Percentiles(
                    step,
                    values.getTotalCount(),
                    values.getValueAtPercentile(50),
                    values.getValueAtPercentile(90),
                    values.getValueAtPercentile(99),
                    values.getValueAtPercentile(99.9),
                    values.getMaxValue());
        }
    }

    Latencies() {
        for (Step step : Step.values()) {
            steps.put(step, new Timed());
        }
    }

    /** A step took so long. Called on I/O threads. */
    public void took(Step step, long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        steps.get(step).recorder.recordValue(Math.max(0, Math.min(LONGEST_MICROS, micros)));
    }

    /** A row for each step. */
    public synchronized List<Percentiles> sinceStart() {
        return rows(timed -> timed.total);
    }

    /** A row for each step, of the last fifty to sixty seconds. */
    public synchronized List<Percentiles> lastMinute() {
        return rows(Timed::recent);
    }

    private List<Percentiles> rows(Function<Timed, AbstractHistogram> values) {
        collect();
        return steps.entrySet().stream()
                .map(step -> Percentiles.of(step.getKey(), values.apply(step.getValue())))
                .toList();
    }

    /** To be called every ten seconds: what is older than a minute is forgotten by that. */
    public synchronized void slotOver() {
        collect();
        steps.values().forEach(Timed::slotOver);
    }

    private void collect() {
        steps.values().forEach(Timed::collect);
    }

    /** One step. All but the recorder is guarded by the latencies. */
    private static final class Timed {
        private final Recorder recorder = new Recorder(LONGEST_MICROS, DIGITS);
        private final Histogram total = new Histogram(LONGEST_MICROS, DIGITS);
        private final AbstractHistogram[] slots = new AbstractHistogram[SLOTS];
        private Histogram latest;
        private int filled;

        Timed() {
            for (int i = 0; i < SLOTS; i++) {
                slots[i] = new IntCountsHistogram(LONGEST_MICROS, DIGITS);
            }
        }

        void collect() {
            latest = recorder.getIntervalHistogram(latest);
            total.add(latest);
            slots[filled].add(latest);
        }

        void slotOver() {
            filled = (filled + 1) % SLOTS;
            slots[filled].reset();
        }

        Histogram recent() {
            Histogram sum = new Histogram(LONGEST_MICROS, DIGITS);
            for (AbstractHistogram slot : slots) {
                sum.add(slot);
            }
            return sum;
        }
    }
}
