package adit.management;

import java.util.List;

/** {@code adit:type=Latency}. */
@Description("How long the steps of tunnels take; each percentile is exact within one percent, up to one hour.")
public interface LatencyMXBean {

    @Description("Since the start: a row for each step, accept_to_reply, tls, dns and connect; times in microseconds.")
    List<PhaseRow> getPhases();

    @Description("As Phases, of the last fifty to sixty seconds.")
    List<PhaseRow> getPhasesOfLastMinute();

    /** One step. */
    interface PhaseRow {
        /** Its stable name. */
        String getPhase();

        /** How many were timed. */
        long getCount();

        /** Half of them took at most so long. */
        long getP50Micros();

        long getP90Micros();

        long getP99Micros();

        long getP999Micros();

        long getMaxMicros();
    }
}
