package adit.flight;

import adit.account.Trace;
import adit.account.Tracer;
import adit.account.TunnelRecord;
import adit.tunnel.Phase;
import jdk.jfr.FlightRecorder;

/** Tells recordings of tunnels and their phases. While nothing is recorded, that costs a look at a flag a tunnel. */
public final class FlightTracer implements Tracer {
    /** A tunnel that began while nothing was recorded; a recording may have begun since. */
    private static final Trace UNSEEN = new Trace() {
        @Override
        public void entered(Phase phase) {}

        @Override
        public void ended(TunnelRecord tunnel) {
            if (isRecorded()) {
                new TunnelEvent().commit(tunnel);
            }
        }
    };

    private static boolean isRecorded() {
        return FlightRecorder.isInitialized() && new TunnelEvent().isEnabled();
    }

    @Override
    public Trace begin(String tunnel, Phase first) {
        return isRecorded() ? new Life(tunnel, first) : UNSEEN;
    }

    private static final class Life implements Trace {
        private final String tunnel;
        private final TunnelEvent whole = new TunnelEvent();
        private PhaseEvent present;

        Life(String tunnel, Phase first) {
            this.tunnel = tunnel;
            whole.begin();
            present = new PhaseEvent(tunnel, first);
        }

        @Override
        public void entered(Phase next) {
            if (!present.is(next)) {
                present.commit();
                present = new PhaseEvent(tunnel, next);
            }
        }

        @Override
        public void ended(TunnelRecord record) {
            whole.commit(record);
        }
    }
}
