package adit.net;

import adit.relay.RelayEnd;
import adit.relay.TunnelLimits;

/**
 * The limits of a relay that the clock finds broken, not a byte: idleness, age, least rates; and the end of the waits
 * that a greatest rate imposes. Looked at when {@link #nanosUntilCheck} has passed. Belongs to the processor's thread.
 */
final class RelayWatch {
    private final Relay relay;
    private final Leg client;
    private final Leg target;
    private final TunnelLimits limits;

    RelayWatch(Relay relay, Leg client, Leg target, TunnelLimits limits) {
        this.relay = relay;
        this.client = client;
        this.target = target;
        this.limits = limits;
    }

    void check(long now) {
        limits.reached(now, relay.lastActivity()).ifPresent(relay::stop);
        check(client, now);
        check(target, now);
    }

    private void check(Leg leg, long now) {
        if (!relay.isOver() && leg.end == null && leg.meter.tooSlow(now)) {
            relay.stop(leg, RelayEnd.TOO_SLOW);
        }
        if (!relay.isOver() && leg.held && leg.heldUntil - now <= 0) {
            leg.held = false;
            leg.updateInterest();
        }
    }

    /** Nanoseconds until {@link #check} has something to look at; {@link Long#MAX_VALUE} if never. */
    long nanosUntilCheck(long now) {
        long soonest = Math.min(untilCheck(client, now), untilCheck(target, now));
        return Math.min(soonest, limits.nanosUntilCheck(now, relay.lastActivity()));
    }

    private static long untilCheck(Leg leg, long now) {
        long pace = leg.end == null ? leg.meter.nanosUntilCheck(now) : Long.MAX_VALUE;
        return leg.held ? Math.min(pace, Math.max(0, leg.heldUntil - now)) : pace;
    }
}
