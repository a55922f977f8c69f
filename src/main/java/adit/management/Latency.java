package adit.management;

import adit.account.Latencies;
import adit.account.Latencies.Percentiles;
import java.util.List;

/** Shows how long the steps of tunnels take. Safe for use by any thread. */
final class Latency implements LatencyMXBean {
    private final Latencies latencies;

    Latency(Latencies latencies) {
        this.latencies = latencies;
    }

    @Override
    public List<PhaseRow> getPhases() {
        return rows(latencies.sinceStart());
    }

    @Override
    public List<PhaseRow> getPhasesOfLastMinute() {
        return rows(latencies.lastMinute());
    }

    private static List<PhaseRow> rows(List<Percentiles> steps) {
        return steps.stream().<PhaseRow>map(Row::new).toList();
    }

    private record Row(Percentiles of) implements PhaseRow {
        @Override
        public String getPhase() {
            return of.step().label();
        }

        @Override
        public long getCount() {
            return of.count();
        }

        @Override
        public long getP50Micros() {
            return of.p50();
        }

        @Override
        public long getP90Micros() {
            return of.p90();
        }

        @Override
        public long getP99Micros() {
            return of.p99();
        }

        @Override
        public long getP999Micros() {
            return of.p999();
        }

        @Override
        public long getMaxMicros() {
            return of.max();
        }
    }
}
