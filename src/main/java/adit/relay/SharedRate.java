package adit.relay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate that any number of tunnels share, on any number of threads. Safe for use by any thread, without a lock.
 *
 * <p>All its state is the moment until which the rate is spent; each byte puts it off by what it costs at that rate (the
 * virtual scheduling of ITU-T I.371's generic cell rate algorithm). Whoever wants to read reserves a portion and is told
 * when it is due. So those who wait have their turns in the order in which they came, each is woken once for a portion,
 * and no number of them makes the thread look more often than the rate allows. An eighth of a second is saved up.
 */
public final class SharedRate {
    /** What is saved up while nobody reads. */
    static final long BURST_NANOS = 125_000_000;

    /** The least portion, in bytes: less is not worth a read. */
    static final int LEAST_PORTION = 1024;

    /** The greatest portion, in bytes: more is not read at once. */
    static final int MOST_PORTION = 512 * 1024;

    private static final int PORTIONS_A_SECOND = 50;

    /** With each of these that the queue is longer, portions are smaller, so that many who wait do not wait for long. */
    private static final long QUEUE_NANOS = 100_000_000;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long rate;
    private final AtomicLong spentUntil;

    /**
     * @param now on the ticker that all its users go by
     * @param bytesPerSecond at least 1
     */
    public SharedRate(long now, long bytesPerSecond) {
        rate = bytesPerSecond;
        spentUntil = new AtomicLong(now - BURST_NANOS);
    }

    public long bytesPerSecond() {
        return rate;
    }

    /** Whether all is saved up that can be: a new one would be no different. */
    public boolean isFull(long now) {
        return now - spentUntil.get() >= BURST_NANOS;
    }

    /** How many bytes one may reserve at once now. */
    int portion(long now) {
        long queue = Math.max(0, spentUntil.get() - now);
        long portion = rate / PORTIONS_A_SECOND / (1 + queue / QUEUE_NANOS);
        return (int) Math.max(LEAST_PORTION, Math.min(portion, MOST_PORTION));
    }

    /**
     * Reserves so many bytes.
     *
     * @return when they may be read; not after now where they may be at once
     */
    long reserve(long now, long bytes) {
        long cost = nanos(bytes);
        while (true) {
            long spent = spentUntil.get();
            long due = spent - now < -BURST_NANOS ? now - BURST_NANOS : spent;
            if (spentUntil.compareAndSet(spent, due + cost)) {
                return due;
            }
        }
    }

    /** Gives back what was reserved and not read. */
    void giveBack(long bytes) {
        spentUntil.addAndGet(-nanos(bytes));
    }

    private long nanos(long bytes) {
        return Math.multiplyExact(bytes, SECOND) / rate;
    }
}
