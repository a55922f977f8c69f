package adit.net;

import adit.account.LiveThread;
import adit.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time by which an I/O thread goes, and what it tells of how busy the thread is. Belongs to the processor's thread, but
 * for the figures, which are for any.
 *
 * <p>The figures are made of readings that each pass of the loop needs anyway, and are written by one thread: so they cost a
 * pass some stores and no memory barrier. A reader that comes just when the thread wakes up may miss its last wait.
 */
final class LoopClock {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);
    private static final int SAMPLES = 6;

    private final Ticker ticker;
    private long now;
    private boolean isStale;

    /** Whether the thread waits for something to do. */
    private final AtomicBoolean isWaiting = new AtomicBoolean(true);

    /** When the present wait or pass began. */
    private final AtomicLong since;

    /** Nanoseconds spent waiting, but for the present wait. */
    private final AtomicLong waited = new AtomicLong();

    /** The longest pass of the window that began then, and of the one before. */
    private final AtomicLong longest = new AtomicLong();

    private final AtomicLong longestBefore = new AtomicLong();
    private final AtomicLong windowBegan;

    /** The last looks at the time and the time waited by then, in turn. Guarded by this. */
    private final long[][] samples = new long[SAMPLES][];

    private int sampled;

    LoopClock(Ticker ticker) {
        this.ticker = ticker;
        this.now = ticker.nanos();
        this.since = new AtomicLong(now);
        this.windowBegan = new AtomicLong(now);
    }

    /** The time of this pass: that of {@link #read}, or of its first key. */
    long now() {
        return now;
    }

    /** Looks at the clock. */
    long read() {
        now = ticker.nanos();
        isStale = false;
        if (isWaiting.getPlain()) {
            awake();
        }
        return now;
    }

    private void awake() {
        long nanos = now - since.getPlain();
        // In this order, lest a wait be taken for a pass.
        since.setRelease(now);
        isWaiting.setRelease(false);
        waited.setRelease(waited.getPlain() + nanos);
    }

    /** The time right now, for what happens on other threads. */
    long elsewhere() {
        return ticker.nanos();
    }

    /** There is a key to serve: the select may have waited for hours. */
    void served() {
        if (isStale) {
            read();
        }
    }

    /** A pass is over and the next begins. Returns the time. */
    long passBegins() {
        long begin = read();
        isStale = true;
        turnWindow(begin - windowBegan.getPlain());
        longest.setRelease(Math.max(longest.getPlain(), begin - since.getPlain()));
        since.setRelease(begin);
        return begin;
    }

    private void turnWindow(long age) {
        if (age > WINDOW) {
            longestBefore.setRelease(age < 2 * WINDOW ? longest.getPlain() : 0);
            longest.setRelease(0);
            windowBegan.setRelease(now);
        }
    }

    /** The thread will wait until a key is ready, or not so long. */
    void waits() {
        isWaiting.setRelease(true);
    }

    /** As of {@link LiveThread}. */
    long busyNanos() {
        long time = ticker.nanos();
        return isWaiting.getAcquire() ? 0 : Math.max(0, time - since.getAcquire());
    }

    long lagNanos() {
        boolean isRecent = ticker.nanos() - windowBegan.getAcquire() < 2 * WINDOW;
        long last = isRecent ? Math.max(longest.getAcquire(), longestBefore.getAcquire()) : 0;
        return Math.max(last, busyNanos());
    }

    /** Takes note of how busy the thread was; to be called about once a second. */
    synchronized void sample() {
        samples[sampled++ % SAMPLES] = new long[] {ticker.nanos(), waitedByNow()};
    }

    private long waitedByNow() {
        long time = ticker.nanos();
        boolean waits = isWaiting.getAcquire();
        long present = waits ? Math.max(0, time - since.getAcquire()) : 0;
        return waited.getAcquire() + present;
    }

    synchronized int loadPercent() {
        if (sampled < 2) {
            return 0;
        }
        long[] first = samples[sampled < SAMPLES ? 0 : sampled % SAMPLES];
        long[] last = samples[(sampled - 1) % SAMPLES];
        long nanos = Math.max(1, last[0] - first[0]);
        return (int) Math.max(0, Math.min(100, 100 - 100 * (last[1] - first[1]) / nanos));
    }
}
