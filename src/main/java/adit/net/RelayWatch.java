package adit.net;

import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.relay.TunnelLimits;

/**
 * The limits of a tunnel's traffic that the clock finds broken, not a byte: idleness, age, least rates; and the end of the waits
 * that a greatest rate imposes. Looked at when {@link #nanosUntilCheck} has passed. Belongs to the processor's thread.
 */
final class RelayWatch {
    private final Traffic traffic;
    private TunnelLimits limits;

    RelayWatch(Traffic traffic, TunnelLimits limits) {
        this.traffic = traffic;
        this.limits = limits;
    }

    /** Goes by these policies from now on. */
    void apply(RelayPolicy upward, RelayPolicy downward) {
        limits = limits.with(upward, downward);
    }

    void check(long now) {
        limits.reached(now, lastActivity(now)).ifPresent(traffic::stop);
        check(traffic.upward(), now);
        check(traffic.downward(), now);
    }

    private void check(Flow flow, long now) {
        if (!traffic.isOver() && flow.end == null && flow.meter.tooSlow(now)) {
            traffic.stop(flow, RelayEnd.TOO_SLOW);
        }
        if (!traffic.isOver() && flow.held && flow.heldUntil - now <= 0) {
            traffic.active(now);
            flow.release();
        }
    }

    /** Nanoseconds until {@link #check} has something to look at; {@link Long#MAX_VALUE} if never. */
    long nanosUntilCheck(long now) {
        long soonest = Math.min(untilCheck(traffic.upward(), now), untilCheck(traffic.downward(), now));
        return Math.min(soonest, limits.nanosUntilCheck(now, lastActivity(now)));
    }

    /** Who is kept waiting is not idle. */
    private long lastActivity(long now) {
        return traffic.upward().held || traffic.downward().held ? now : traffic.lastActivity();
    }

    private static long untilCheck(Flow flow, long now) {
        long pace = flow.end == null ? flow.meter.nanosUntilCheck(now) : Long.MAX_VALUE;
        return flow.held ? Math.min(pace, Math.max(0, flow.heldUntil - now)) : pace;
    }
}
