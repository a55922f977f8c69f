package adit.relay;

/**
 * Holds a direction to a rate by telling how much may be read now. Owned by one thread.
 *
 * <p>Credit is counted in billionths of a byte: at a rate of r bytes a second exactly r of them arrive in a nanosecond,
 * so that no fraction is ever lost and the rate does not drift, whatever the sizes and moments of the reads.
 *
 * <p>The bucket holds what an eighth of a second brings. That is little enough that ten seconds after a pause are within
 * 2 % of the rate, and enough that a timer which comes late costs nothing. Because it grows with the rate, no rate is so
 * high that the bucket overflows between two looks. One byte comes on top, or the slowest rates would never reach one.
 */
final class TokenBucket {
    /** Far beyond what a thread can relay, and low enough that no product below leaves the range of a long. */
    static final long MAX_RATE = 1L << 35;

    private static final long BYTE = 1_000_000_000;
    private static final long EIGHTH_OF_A_SECOND = 125_000_000;
    private static final long MAX_DEBT_BYTES = 1L << 31;

    /** At most fifty reads a second: a waiting reader is not woken for less than what a fiftieth brings. */
    private static final int READS_A_SECOND = 50;

    private final long rate;
    private final long capacity;
    private final long quantum;
    private long credit;
    private long filledAt;

    /** @param bytesPerSecond at least 1 */
    TokenBucket(long now, long bytesPerSecond) {
        filledAt = now;
        rate = Math.min(bytesPerSecond, MAX_RATE);
        capacity = BYTE + rate * EIGHTH_OF_A_SECOND;
        quantum = Math.max(1, rate / READS_A_SECOND);
        credit = capacity - BYTE;
    }

    /** How many of the wanted bytes may be read now; none rather than a few when so many are not worth a read. */
    int allowance(long now, int wanted) {
        fill(now);
        return credit < Math.min(wanted, quantum) * BYTE ? 0 : (int) Math.min(wanted, credit / BYTE);
    }

    /** Nanoseconds until it is worth while to ask for so many bytes. */
    long nanosUntil(long now, long wanted) {
        fill(now);
        long lacking = Math.min(wanted, quantum) * BYTE - credit;
        return lacking <= 0 ? 0 : (lacking - 1) / rate + 1;
    }

    /** Takes what was read. It may be more than was allowed, as a TLS record is; the debt is paid before the next read. */
    void spend(long bytes) {
        credit = Math.max(credit - Math.min(bytes, MAX_DEBT_BYTES) * BYTE, -MAX_DEBT_BYTES * BYTE);
    }

    private void fill(long now) {
        long elapsed = now - filledAt;
        if (elapsed > 0) {
            long room = capacity - credit;
            credit = elapsed > room / rate ? capacity : credit + elapsed * rate;
            filledAt = now;
        }
    }
}
