package adit.net;

import adit.time.Deadline;

/** The one deadline of a tunnel: what it means depends on the phase. Belongs to the processor's thread. */
final class TunnelDeadline extends Deadline {
    private final Tunnel tunnel;
    private final TunnelProcessor processor;
    private long dueAt;

    TunnelDeadline(Tunnel tunnel, TunnelProcessor processor) {
        this.tunnel = tunnel;
        this.processor = processor;
    }

    void armAt(long at) {
        dueAt = at;
        processor.deadlines().arm(this, at);
    }

    /** Makes it earlier, never later. */
    void bringForward(long at) {
        if (!isArmed() || at - dueAt < 0) {
            armAt(at);
        }
    }

    /** @param nanos from now; {@link Long#MAX_VALUE} for never */
    void armIn(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            disarm();
        } else {
            armAt(processor.now() + nanos);
        }
    }

    void disarm() {
        processor.deadlines().disarm(this);
    }

    @Override
    protected void reached(long now) {
        try {
            tunnel.timeIsUp(now);
        } catch (RuntimeException | Error e) {
            tunnel.failed(e);
        }
    }
}
