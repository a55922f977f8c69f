package adit.relay;

import java.util.List;

/**
 * Applies a {@link RelayPolicy} to the bytes of one direction: its greatest and least rate and its payload; and the rates
 * that it shares with other tunnels. Idleness and age concern both directions and are in {@link TunnelLimits}.
 *
 * <p>Owned by the I/O thread of the tunnel. Times are nanoseconds of one ticker. Nothing is allocated once a meter is
 * made.
 *
 * <p>The owner asks for the {@link #allowance} before each read and reports what it {@link #moved}. Nothing allowed
 * means: if the payload is {@link #payloadSpent() spent}, look for one byte more, otherwise read again after
 * {@link #nanosUntilReadable}.
 */
public final class DirectionMeter {
    private long maxPayload;

    /** The greatest rate that the policy sets; 0 for none. */
    private long configuredRate;

    /** The rate that holds instead of the configured one; 0 for none. */
    private long throttle;

    /** Null if there is no least rate. */
    private SlidingMinute pace;

    /** Null if there is no greatest rate. */
    private TokenBucket bucket;

    /** Null if no rate is shared. */
    private Reservation shared;

    /** Whether the allowance depends on anything: one branch is all that an unlimited direction costs. */
    private boolean limited;

    /** Read by any thread. */
    private volatile long maxRate;

    private long bytes;

    /** @param now when the relay began */
    public DirectionMeter(RelayPolicy policy, long now) {
        apply(now, policy);
    }

    /**
     * Goes by another policy from now on. What was moved before counts for its payload, and for its least rate where there
     * was one before; a new one has its grace. A rate that {@link #throttle} has set stays.
     */
    public void apply(long now, RelayPolicy policy) {
        maxPayload = policy.maxTotalPayload() == 0 ? Long.MAX_VALUE : policy.maxTotalPayload();
        configuredRate = policy.maxRateBps();
        if (policy.minRateBpm() == 0) {
            pace = null;
        } else if (pace == null) {
            pace = new SlidingMinute(now, policy.minRateBpm());
        } else {
            pace.demand(policy.minRateBpm());
        }
        setRate(now);
    }

    /**
     * Holds the direction to another rate from now on.
     *
     * @param bytesPerSecond 0 for the one that the policy sets, if any
     */
    public void throttle(long now, long bytesPerSecond) {
        throttle = bytesPerSecond;
        setRate(now);
    }

    /** A rate that stays the same keeps what is saved up or owed. */
    private void setRate(long now) {
        long rate = throttle == 0 ? configuredRate : throttle;
        if (rate != maxRate) {
            maxRate = rate;
            bucket = rate == 0 ? null : new TokenBucket(now, rate);
        }
        refresh(now);
    }

    /** The greatest rate in bytes a second that holds for this direction alone; 0 for none. From any thread. */
    public long maxRate() {
        return maxRate;
    }

    /** Holds the direction to these rates from now on, together with all others that share them. */
    public void share(long now, List<SharedRate> rates) {
        cancel(now);
        shared = rates.isEmpty() ? null : new Reservation(rates);
        refresh(now);
    }

    /** Gives what is reserved and not used back to those that share the rate: nothing more will be read. */
    public void cancel(long now) {
        if (shared != null) {
            shared.cancel(now);
        }
    }

    private void refresh(long now) {
        limited = bucket != null || shared != null || maxPayload != Long.MAX_VALUE;
        if (pace != null) {
            // Whoever was to wait by the other rates asks again.
            pace.holdUntil(now, now);
        }
    }

    /** How many bytes may be read now: from 0 to {@code wanted}, which is not negative. */
    public int allowance(long now, int wanted) {
        return limited ? limitedAllowance(now, wanted) : wanted;
    }

    private int limitedAllowance(long now, int wanted) {
        int left = (int) Math.min(wanted, payloadLeft());
        if (left == 0) {
            return 0;
        }
        int allowed = bucket == null ? left : bucket.allowance(now, left);
        if (allowed > 0 && shared != null) {
            allowed = shared.allowance(now, allowed);
        }
        if (allowed == 0 && pace != null) {
            pace.holdUntil(now, now + nanosUntil(now, left));
        }
        return allowed;
    }

    /** Nanoseconds until the rates allow a read that is worth while; 0 if they do now. */
    public long nanosUntilReadable(long now) {
        return nanosUntil(now, payloadLeft());
    }

    private long nanosUntil(long now, long wanted) {
        long own = bucket == null ? 0 : bucket.nanosUntil(now, wanted);
        return shared == null ? own : Math.max(own, shared.nanosUntilDue(now));
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
        if (limited) {
            spend(now, count);
        }
        if (pace != null) {
            pace.add(now, count);
        }
    }

    private void spend(long now, long count) {
        if (bucket != null) {
            bucket.spend(count);
        }
        if (shared != null) {
            shared.spend(now, count);
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
