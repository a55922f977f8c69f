package adit.relay;

import java.time.Duration;

/**
 * The limits of one direction of a tunnel. Zero means no limit.
 *
 * @param idleTimeout longest time without a byte in either direction
 * @param minRateBpm least bytes a minute, over a sliding minute after a first minute of grace
 * @param maxRateBps bytes a second, held by waiting, never by closing
 * @param maxLifetime greatest age of the relay
 * @param maxTotalPayload most bytes that the direction may carry
 */
public record RelayPolicy(
        Duration idleTimeout, long minRateBpm, long maxRateBps, Duration maxLifetime, long maxTotalPayload) {

    /** Five minutes of idleness; nothing else is limited. */
    public static final RelayPolicy DEFAULT = new RelayPolicy(Duration.ofMinutes(5), 0, 0, Duration.ZERO, 0);

    public RelayPolicy {
        if (idleTimeout.isNegative()
                || maxLifetime.isNegative()
                || minRateBpm < 0
                || maxRateBps < 0
                || maxTotalPayload < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
    }
}
