package adit.net;

import adit.splice.Splicing;
import adit.time.Deadlines;
import adit.time.Ticker;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoService;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * One I/O thread: a MINA processor that accepts, connects and relays inside its own selector pass.
 *
 * <p>A key's attachment says whose it is. A {@link KeyHandler} is served at once, without leaving {@code select};
 * a {@link NioSession} is left to MINA's loop, and only such keys, a wake-up or a task make {@code select} return.
 * So a relayed byte never crosses MINA's filters, queues or locks.
 *
 * <p>Other threads meet this one in {@link #post} alone. Everything else belongs to the processor's thread.
 */
final class TunnelProcessor extends NioProcessor {
    private static final Logger LOG = LogManager.getLogger(TunnelProcessor.class);
    private static final long FOREVER_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** How many tasks one pass runs: MINA needs quadratic time for the sessions that one pass closes. */
    private static final int MOST_TASKS = 64;

    private final Turns turns = new Turns();
    private final LoopClock time;
    private final Deadlines deadlines;
    private final RelayBuffers buffers = new RelayBuffers(() -> selector.keys().size());
    private final RelayPaths paths;
    private final SocketCount sockets = new SocketCount(() -> selector);
    private final Handshakes handshakes;
    private final OriginPool origins = new OriginPool(this);
    private final TaskQueue tasks = new TaskQueue();
    private final ReadySessions ready = new ReadySessions();
    private final ClosingChannels closing = new ClosingChannels();
    private final Consumer<SelectionKey> dispatch = this::dispatch;

    /** Who runs the loop; read by any thread to tell whether it is on it. */
    private volatile Thread loop;

    private boolean started;
    private NioSession drained;

    /** Uses a thread of the executor for as long as the processor is not disposed. */
    TunnelProcessor(Executor executor, Ticker ticker, Capacity capacity, Splicing splicing) {
        super(new LastingExecutor(executor));
        this.time = new LoopClock(ticker);
        this.paths = new RelayPaths(this, splicing);
        this.handshakes = new Handshakes(capacity.handshakes());
        this.deadlines = new Deadlines(error -> LOG.error("A deadline's action failed", error));
    }

    /** Makes the thread run before there is a session: MINA starts it for an addition or a removal only. */
    synchronized void start(IoService service) throws IOException {
        if (!started) {
            remove(TunnelSession.dummy(service, this));
            started = true;
        }
    }

    /** Runs the task on the processor's thread, soon. From any thread; a task that throws harms nobody else. */
    void post(Runnable task) {
        tasks.add(task);
        wakeup();
    }

    /** Who runs the loop; empty until it runs. From any thread. */
    Optional<Thread> thread() {
        return Optional.ofNullable(loop);
    }

    boolean onLoop() {
        return Thread.currentThread() == loop;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    RelayBuffers buffers() {
        return buffers;
    }

    RelayPaths paths() {
        return paths;
    }

    ClosingChannels closing() {
        return closing;
    }

    OriginPool origins() {
        return origins;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    SocketCount sockets() {
        return sockets;
    }

    Selector selector() {
        return selector;
    }

    /** The time of this pass: read when its first key is served, and again before deadlines and tasks. */
    long now() {
        return time.now();
    }

    /** By which it goes, and which tells how busy it is. */
    LoopClock time() {
        return time;
    }

    @Override
    protected int select(long timeout) throws Exception {
        if (!onLoop()) {
            loop = Thread.currentThread();
        }
        ready.clear();
        drained = null;
        sockets.arrived();
        do {
            selectOnce();
            turns.serve(time);
            deadlines.expire(time.read());
            tasks.run(MOST_TASKS);
            sockets.publish();
        } while (!wakeupCalled.get() && !ready.hasNext());
        // Never zero: MINA would take a quick return with nothing selected for a broken selector and look at all keys.
        return 1;
    }

    private void selectOnce() throws IOException {
        long begin = time.passBegins();
        if (!closing.isEmpty()) {
            selector.selectNow(dispatch);
            closing.closeAll();
            return;
        }
        long left = deadlines.nanosUntilNext(begin);
        if (wakeupCalled.get() || left <= 0 || !tasks.isEmpty() || turns.hasNext()) {
            selector.selectNow(dispatch);
        } else {
            time.waits();
            selector.select(dispatch, Math.min(FOREVER_MILLIS, left / 1_000_000 + 1));
        }
    }

    private void dispatch(SelectionKey key) {
        Object owner = key.attachment();
        if (!key.isValid()) {
            return;
        }
        time.served();
        if (owner instanceof KeyHandler handler) {
            turns.offer(key, handler);
        } else {
            ready.add((NioSession) owner);
        }
    }

    /** On its own thread a wake-up need not cost a system call: the flag keeps the next select from waiting. */
    @Override
    protected void wakeup() {
        if (onLoop()) {
            wakeupCalled.set(true);
        } else {
            super.wakeup();
        }
    }

    /** A zero would end the thread while only listeners and relays are left. */
    @Override
    protected int allSessionsCount() {
        return isDisposing() ? super.allSessionsCount() : 1;
    }

    @Override
    protected boolean isSelectorEmpty() {
        return isDisposing() && super.isSelectorEmpty();
    }

    @Override
    protected Iterator<NioSession> selectedSessions() {
        return ready;
    }

    /** MINA looks at all sessions to find idle ones, which deadlines do better, and to close them at the end. */
    @Override
    protected Iterator<NioSession> allSessions() {
        if (!isDisposing()) {
            return Collections.emptyIterator();
        }
        tasks.run(Integer.MAX_VALUE);
        return LastSessions.of(selector);
    }

    /** Spares MINA's second look at a socket that is empty, and its log an error for each client that resets. */
    @Override
    protected int read(NioSession session, IoBuffer buffer) throws Exception {
        if (session.equals(drained)) {
            drained = null;
            return 0;
        }
        int room = buffer.remaining();
        try {
            int count = super.read(session, buffer);
            drained = count > 0 && count < room ? session : null;
            return count;
        } catch (IOException e) {
            ((TunnelSession) session).tunnel().failed(e);
            return 0;
        }
    }

    /** As with {@link #read}; MINA's error even has the client's address in it. */
    @Override
    protected int write(NioSession session, IoBuffer buffer, int length) {
        try {
            return super.write(session, buffer, length);
        } catch (IOException e) {
            ((TunnelSession) session).tunnel().failed(e);
            return 0;
        }
    }

    /** MINA forgets a half-written request when it suspends reading, and wakes nobody when asked by another thread. */
    @Override
    public void updateTrafficControl(NioSession session) {
        if (!onLoop()) {
            updateTrafficMask(session);
            return;
        }
        try {
            setInterestedInRead(session, !session.isReadSuspended());
            boolean unwritten = session.getCurrentWriteRequest() != null
                    || !session.getWriteRequestQueue().isEmpty(session);
            setInterestedInWrite(session, unwritten && !session.isWriteSuspended());
        } catch (Exception e) {
            session.getFilterChain().fireExceptionCaught(e);
        }
    }

    /** Once a session relays, its key belongs to the relay. */
    @Override
    protected void setInterestedInRead(NioSession session, boolean interested) throws Exception {
        if (!((TunnelSession) session).isRelaying()) {
            super.setInterestedInRead(session, interested);
        }
    }

    @Override
    protected void setInterestedInWrite(NioSession session, boolean interested) throws Exception {
        if (!((TunnelSession) session).isRelaying()) {
            super.setInterestedInWrite(session, interested);
        }
    }

    @Override
    protected void destroy(NioSession session) throws Exception {
        SocketChannel channel = ((TunnelSession) session).getChannel();
        SelectionKey key = channel.keyFor(selector);
        if (key == null || !onLoop()) {
            channel.close();
        } else {
            closing.add(channel, key);
        }
    }

    @Override
    protected void doDispose() throws Exception {
        closing.closeAll();
        paths.close();
        time.waits();
        super.doDispose();
    }
}
