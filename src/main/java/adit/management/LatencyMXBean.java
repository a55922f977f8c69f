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
        @Description("Its stable name.")
        String getPhase();

        @Description("How many were timed.")
        long getCount();

        @Description("Half of them took at most so long.")
        long getP50Micros();

        @Description("90 % of them took at most so long.")
        long getP90Micros();

        @Description("99 % of them took at most so long.")
        long getP99Micros();

        @Description("99.9 % of them took at most so long.")
        long getP999Micros();

        @Description("The longest one.")
        long getMaxMicros();
    }
}
