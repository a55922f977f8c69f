package adit.accesslog;

import adit.account.RecordSink;
import adit.account.TunnelRecord;
import adit.time.Ticker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Writes a line for each tunnel that ended, by a thread of its own: who hands a record in never waits, neither for a disk nor
 * for a lock. No record is lost while no more of them wait than the operator allows; beyond that they are counted. What
 * cannot be written stays in the queue and is tried again each second.
 *
 * <p>A thread that is woken for each record would cost more than it saves. So the writer wakes up for the first one, and
 * from then on looks every {@value #PAUSE_MILLIS} ms, until there was nothing to do.
 */
public final class AccessLog implements RecordSink, AccessLogStatus, AutoCloseable {
    static final long PAUSE_MILLIS = 20;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    private static final long RETRY = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_END_SECONDS = 2;

    /** After so many records the writer looks up, however many there are. */
    private static final int BATCH = 1_000;

    private final Supplier<AccessLogSettings> settings;
    private final LogFile file;
    private final Queue<TunnelRecord> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean resting = new AtomicBoolean();
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Troubles troubles;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Thread writer;
    private volatile boolean closed;

    AccessLog(Supplier<AccessLogSettings> settings, LogFile file, Ticker ticker) {
        this.settings = settings;
        this.file = file;
        this.troubles = new Troubles(ticker);
    }

    /**
     * Writes to the logger {@value LogFile#NAME}.
     *
     * @param settings those in force
     * @param threads runs the writer, for as long as the log is open
     */
    public static AccessLog start(Supplier<AccessLogSettings> settings, Executor threads, Ticker ticker) {
        AccessLog log = new AccessLog(settings, new LogFile(), ticker);
        threads.execute(log::write);
        return log;
    }

    @Override
    public void accept(TunnelRecord tunnel) {
        if (!file.isWanted()) {
            return;
        }
        if (closed || queued.incrementAndGet() > queueLimit()) {
            queued.decrementAndGet();
            dropped.increment();
            return;
        }
        queue.add(tunnel);
        if (resting.get() && resting.compareAndSet(true, false)) {
            LockSupport.unpark(writer);
        }
    }

    /** Serves until the log is closed and nothing waits any more. */
    void write() {
        writer = Thread.currentThread();
        try {
            while (!closed || !queue.isEmpty()) {
                if (queue.isEmpty() && troubles.areOver()) {
                    rest();
                } else {
                    round();
                }
            }
        } finally {
            ended.countDown();
        }
    }

    private void rest() {
        resting.set(true);
        if (queue.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        resting.set(false);
    }

    private void round() {
        boolean all = writeSome();
        troubles.tell(dropped.sum(), file.problem());
        if (closed) {
            if (!file.problem().isEmpty()) {
                giveUp();
            }
        } else if (!file.problem().isEmpty()) {
            LockSupport.parkNanos(this, RETRY);
        } else if (all) {
            LockSupport.parkNanos(this, PAUSE);
        }
    }

    /** Returns whether nothing was left for the moment. */
    private boolean writeSome() {
        LineFormat format = settings.get().format();
        for (int i = 0; i < BATCH; i++) {
            TunnelRecord next = queue.peek();
            if (next == null) {
                return true;
            }
            if (!file.write(next, format)) {
                return false;
            }
            queue.remove();
            queued.decrementAndGet();
            written.increment();
        }
        return false;
    }

    private void giveUp() {
        while (queue.poll() != null) {
            queued.decrementAndGet();
            dropped.increment();
        }
        troubles.tell(dropped.sum(), file.problem());
    }

    @Override
    public long writtenTotal() {
        return written.sum();
    }

    @Override
    public long droppedTotal() {
        return dropped.sum();
    }

    @Override
    public int queued() {
        return Math.min(queued.get(), queueLimit());
    }

    @Override
    public int queueLimit() {
        return settings.get().queue();
    }

    @Override
    public String problem() {
        return file.problem();
    }

    /** Takes no more, and returns when what was taken is written, cannot be, or takes too long. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
