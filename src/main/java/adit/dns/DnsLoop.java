package adit.dns;

import adit.time.Deadline;
import adit.time.Deadlines;
import adit.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The one thread of a resolver: its sockets, its time-outs and all it remembers of look-ups under way belong to it. It
 * sleeps while there is nothing to do. Other threads meet it in {@link #execute} alone.
 */
final class DnsLoop implements Executor, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(DnsLoop.class);
    private static final int MOST_TASKS = 64;

    private final Ticker ticker;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Deadlines deadlines = new Deadlines(error -> LOG.error("A time-out of a look-up failed", error));
    private volatile boolean closed;

    /** What a key is for; its attachment. */
    interface Handler {
        void ready(SelectionKey key);
    }

    private DnsLoop(Ticker ticker, Selector selector) {
        this.ticker = ticker;
        this.selector = selector;
    }

    /** @param threads gives it a thread of its own until it is closed */
    static DnsLoop start(Executor threads, Ticker ticker) {
        try {
            DnsLoop loop = new DnsLoop(ticker, Selector.open());
            threads.execute(loop::run);
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the task on the thread of the loop, soon. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    void register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, operations, handler);
    }

    /** @param nanos from now */
    void arm(Deadline deadline, long nanos) {
        deadlines.arm(deadline, ticker.nanos() + nanos);
    }

    void disarm(Deadline deadline) {
        deadlines.disarm(deadline);
    }

    private void run() {
        try (selector) {
            while (!closed) {
                select();
                deadlines.expire(ticker.nanos());
                runTasks();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            LOG.error("The thread of the resolver has ended", e);
        }
    }

    private void select() throws IOException {
        long left = deadlines.nanosUntilNext(ticker.nanos());
        if (left <= 0 || !tasks.isEmpty()) {
            selector.selectNow(DnsLoop::serve);
        } else {
            selector.select(DnsLoop::serve, left == Long.MAX_VALUE ? 0 : left / 1_000_000 + 1);
        }
    }

    private static void serve(SelectionKey key) {
        guard(() -> ((Handler) key.attachment()).ready(key));
    }

    private void runTasks() {
        for (int i = 0; i < MOST_TASKS && !tasks.isEmpty(); i++) {
            guard(tasks.remove());
        }
    }

    /** What fails must not end the thread. */
    private static void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A step of a look-up failed", e);
        }
    }

    /** Ends the thread and closes all sockets; what is under way is not answered. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
