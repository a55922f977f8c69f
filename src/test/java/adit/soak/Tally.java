package adit.soak;

import java.util.concurrent.atomic.AtomicLong;

/** What clients saw. Safe for use by any thread. */
public final class Tally {
    private final AtomicLong granted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    void answered(int status) {
        (status == 200 ? granted : refused).incrementAndGet();
    }

    /** How many requests were answered with a 200. */
    public long granted() {
        return granted.get();
    }

    /** How many were answered with anything else. */
    public long refused() {
        return refused.get();
    }
}
