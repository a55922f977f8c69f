package adit.relay;

/**
 * Applies a {@link RelayPolicy} to the bytes of one direction: its greatest and least rate and its payload. Idleness and
 * age concern both directions and are in {@link TunnelLimits}.
 *
 * <p>Owned by the I/O thread of the tunnel. Times are nanoseconds of one ticker. Nothing is allocated once a meter is
 * made.
 *
 * <p>The owner asks for the {@link #allowance} before each read and reports what it {@link #moved}. Nothing allowed
 * means: if the payload is {@link #payloadSpent() spent}, look for one byte more, otherwise read again after
 * {@link #nanosUntilReadable}.
 */
public final class DirectionMeter {
    private final long maxPayload;

    /** Null if there is no least rate. */
    private final SlidingMinute pace;

    /** Null if there is no greatest rate. */
    private final TokenBucket bucket;

    /** Whether the allowance depends on anything: one branch is all that an unlimited direction costs. */
    private final boolean limited;

    private long bytes;

    /** @param now when the relay began */
    public DirectionMeter(RelayPolicy policy, long now) {
        maxPayload = policy.maxTotalPayload() == 0 ? Long.MAX_VALUE : policy.maxTotalPayload();
        pace = policy.minRateBpm() == 0 ? null : new SlidingMinute(now, policy.minRateBpm());
        bucket = policy.maxRateBps() == 0 ? null : new TokenBucket(now, policy.maxRateBps());
        limited = bucket != null || maxPayload != Long.MAX_VALUE;
    }

    /** How many bytes may be read now: from 0 to {@code wanted}, which is not negative. */
    public int allowance(long now, int wanted) {
        return limited ? limitedAllowance(now, wanted) : wanted;
    }

    private int limitedAllowance(long now, int wanted) {
        int left = (int) Math.min(wanted, payloadLeft());
        if (left == 0 || bucket == null) {
            return left;
        }
        int allowed = bucket.allowance(now, left);
        if (allowed == 0 && pace != null) {
            pace.holdUntil(now, now + bucket.nanosUntil(now, left));
        }
        return allowed;
    }

    /** Nanoseconds until the rate allows a read that is worth while; 0 if it does now. */
    public long nanosUntilReadable(long now) {
        return bucket == null ? 0 : bucket.nanosUntil(now, payloadLeft());
    }

    /**
     * Whether the direction carried all that its policy allows. Then nothing more is allowed, yet only a further byte
     * breaks the limit: an end of input is an {@link RelayEnd#EOF}, a byte is {@link RelayEnd#PAYLOAD_EXCEEDED}.
     */
    public boolean payloadSpent() {
        return payloadLeft() == 0;
    }

    /** How many bytes more the policy lets the direction carry, whatever its rate; about {@link Long#MAX_VALUE} if no limit. */
    public long payloadLeft() {
        return Math.max(0, maxPayload - bytes);
    }

    /**
     * Counts bytes that were read.
     *
     * @param count from 0; more than was allowed is taken from what will be
     */
    public void moved(long now, long count) {
        bytes += count;
        if (bucket != null) {
            bucket.spend(count);
        }
        if (pace != null) {
            pace.add(now, count);
        }
    }

    /**
     * Whether the direction fell below its least rate. Meaningful only while the direction is open. What the direction's
     * greatest rate holds back is not held against it; what the receiver does not take is.
     */
    public boolean tooSlow(long now) {
        return pace != null && pace.tooSlow(now);
    }

    /** Nanoseconds until {@link #tooSlow} should be asked again; {@link Long#MAX_VALUE} if never. */
    public long nanosUntilCheck(long now) {
        return pace == null ? Long.MAX_VALUE : pace.nanosUntilVerdict(now);
    }

    /** Bytes moved so far. */
    long bytes() {
        return bytes;
    }
}
