package adit.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * The limits that concern a tunnel as a whole: idleness and age. Where its two directions differ, the stricter counts.
 *
 * <p>Immutable. The owner looks when {@link #nanosUntilCheck} has passed, not at every byte: a tunnel that was active
 * meanwhile is then given the rest of its time. Times are nanoseconds of one ticker.
 */
public final class TunnelLimits {
    private static final long NEVER = Long.MAX_VALUE;

    /** Longer than any tunnel lives (146 years), and short enough to be added to a time. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE / 2);

    private static final Optional<RelayEnd> WITHIN = Optional.empty();
    private static final Optional<RelayEnd> IDLE = Optional.of(RelayEnd.IDLE_TIMEOUT);
    private static final Optional<RelayEnd> TOO_OLD = Optional.of(RelayEnd.LIFETIME_EXCEEDED);

    private final long startedAt;
    private final long idleTimeout;
    private final long maxLifetime;

    /** @param startedAt when the relay began */
    public TunnelLimits(RelayPolicy clientToTarget, RelayPolicy targetToClient, long startedAt) {
        this.startedAt = startedAt;
        idleTimeout = Math.min(nanos(clientToTarget.idleTimeout()), nanos(targetToClient.idleTimeout()));
        maxLifetime = Math.min(nanos(clientToTarget.maxLifetime()), nanos(targetToClient.maxLifetime()));
    }

    /** Other limits of the same relay: its age goes on. */
    public TunnelLimits with(RelayPolicy clientToTarget, RelayPolicy targetToClient) {
        return new TunnelLimits(clientToTarget, targetToClient, startedAt);
    }

    /**
     * The limit that was reached, if any; if both were, the one that was reached first. It ends both directions.
     *
     * @param lastActivity when a byte last moved in either direction; at first, when the relay began
     */
    public Optional<RelayEnd> reached(long now, long lastActivity) {
        long idleLeft = idleLeft(now, lastActivity);
        long lifeLeft = lifeLeft(now);
        if (Math.min(idleLeft, lifeLeft) > 0) {
            return WITHIN;
        }
        return idleLeft <= lifeLeft ? IDLE : TOO_OLD;
    }

    /** Nanoseconds until a limit may be reached; {@link Long#MAX_VALUE} if there is none. */
    public long nanosUntilCheck(long now, long lastActivity) {
        return Math.min(idleLeft(now, lastActivity), lifeLeft(now));
    }

    private long idleLeft(long now, long lastActivity) {
        return idleTimeout == NEVER ? NEVER : idleTimeout - (now - lastActivity);
    }

    private long lifeLeft(long now) {
        return maxLifetime == NEVER ? NEVER : maxLifetime - (now - startedAt);
    }

    private static long nanos(Duration limit) {
        return limit.isZero() || limit.compareTo(FOREVER) > 0 ? NEVER : limit.toNanos();
    }
}
