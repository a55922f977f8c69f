package adit.relay;

/**
 * Tells whether a direction moved fewer bytes in the last minute than it must. Owned by one thread.
 *
 * <p>The minute slides in steps of five seconds: each verdict is on twelve whole slots, a true minute, and the first
 * falls when the first minute is over. It is the clock that closes a slot, so silence is noticed.
 *
 * <p>Time during which the proxy holds the sender to its greatest rate is not the sender's: the running slot is
 * prolonged by it. Otherwise a least rate near or above the greatest would end every tunnel that keeps to it. Time
 * during which the receiver does not take the bytes does count: a receiver that stalls is what a least rate is to find.
 */
final class SlidingMinute {
    static final int SLOTS = 12;
    static final long SLOT_NANOS = 5_000_000_000L;

    private long leastBytes;
    private final long[] slots = new long[SLOTS];
    private int oldest;
    private long sum;
    private long running;
    private long runningEndsAt;
    private long heldUntil;
    private int slotsOfGrace = SLOTS;

    SlidingMinute(long now, long leastBytes) {
        this.leastBytes = leastBytes;
        runningEndsAt = now + SLOT_NANOS;
        heldUntil = now;
    }

    /** Another least number of bytes a minute, which the minute that has passed is measured by, too. */
    void demand(long bytes) {
        leastBytes = bytes;
    }

    void add(long now, long bytes) {
        slide(now);
        running += bytes;
    }

    /** The sender is held back from now until then; a later call overrides it. */
    void holdUntil(long now, long until) {
        slide(now);
        boolean alreadyHeld = heldUntil - now > 0;
        runningEndsAt += until - (alreadyHeld ? heldUntil : now);
        heldUntil = until;
    }

    /** The verdict at the end of the last whole slot. */
    boolean tooSlow(long now) {
        slide(now);
        return slotsOfGrace == 0 && sum < leastBytes;
    }

    /** Nanoseconds until there is a new verdict. */
    long nanosUntilVerdict(long now) {
        slide(now);
        return runningEndsAt - now + Math.max(0, slotsOfGrace - 1) * SLOT_NANOS;
    }

    private void slide(long now) {
        if (now - runningEndsAt < 0) {
            return;
        }
        long ended = (now - runningEndsAt) / SLOT_NANOS + 1;
        // One more than there are slots empties them all; after a long silence the rest would only repeat that.
        for (long i = Math.min(ended, SLOTS + 1); i > 0; i--) {
            endSlot();
        }
        runningEndsAt += ended * SLOT_NANOS;
    }

    private void endSlot() {
        sum += running - slots[oldest];
        slots[oldest] = running;
        oldest = (oldest + 1) % SLOTS;
        running = 0;
        slotsOfGrace = Math.max(0, slotsOfGrace - 1);
    }
}
