package adit.relay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Applies a {@link RelayPolicy} to the bytes of one direction: its greatest and least rate and its payload. Idleness and
 * age concern both directions and are in {@link TunnelLimits}.
 *
 * <p>Owned by the I/O thread of the tunnel; only {@link #bytes()} is for others too. Times are nanoseconds of one
 * ticker. Nothing is allocated once a meter is made, unless {@link #setMaxRate} sets the first rate.
 *
 * <p>The owner asks for the {@link #allowance} before each read and reports what it {@link #moved}. Nothing allowed
 * means: if the payload is {@link #payloadSpent() spent}, look for one byte more, otherwise read again after
 * {@link #nanosUntilReadable}.
 */
public final class DirectionMeter {
    private static final VarHandle BYTES;

    static {
        try {
            BYTES = MethodHandles.lookup().findVarHandle(DirectionMeter.class, "bytes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long maxPayload;

    /** Null if there is no least rate. */
    private final SlidingMinute pace;

    /** Null if there is no greatest rate. */
    private TokenBucket bucket;

    /** Whether the allowance depends on anything: one branch is all that an unlimited direction costs. */
    private boolean limited;

    /** Written by the owner alone. Opaque access costs nothing and makes each read whole and never older than the last. */
    private long bytes;

    /** @param now when the relay began */
    public DirectionMeter(RelayPolicy policy, long now) {
        maxPayload = policy.maxTotalPayload() == 0 ? Long.MAX_VALUE : policy.maxTotalPayload();
        pace = policy.minRateBpm() == 0 ? null : new SlidingMinute(now, policy.minRateBpm());
        setMaxRate(now, policy.maxRateBps());
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
        BYTES.setOpaque(this, bytes + count);
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

    /**
     * Changes the greatest rate from now on. A reader that waits should ask {@link #nanosUntilReadable} again.
     *
     * @param bytesPerSecond 0 for none
     */
    public void setMaxRate(long now, long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("a rate is negative: " + bytesPerSecond);
        }
        if (bytesPerSecond == 0) {
            bucket = null;
        } else if (bucket == null) {
            bucket = new TokenBucket(now, bytesPerSecond);
        } else {
            bucket.setRate(now, bytesPerSecond);
        }
        limited = bucket != null || maxPayload != Long.MAX_VALUE;
        if (pace != null) {
            pace.holdUntil(now, now);
        }
    }

    /** Bytes moved so far. For any thread: a point-in-time read that never goes back. */
    public long bytes() {
        return (long) BYTES.getOpaque(this);
    }
}
