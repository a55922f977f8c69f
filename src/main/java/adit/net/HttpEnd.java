package adit.net;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A connection whose bytes are HTTP messages, out of MINA's hands: the attachment of its key. It outlives the exchanges
 * that go over it. Belongs to the processor's thread.
 */
abstract class HttpEnd implements Interest.End {
    private static final Logger LOG = LogManager.getLogger(HttpEnd.class);
    private static final int FIRST_WINDOW = 64 * 1024;

    final TunnelSession session;
    final TunnelProcessor processor;
    final RelayBuffers buffers;
    final Wire wire;
    private final Interest interest;
    private final Turn turn = new Turn();

    /** Bytes that the socket did not take yet; null where there are none. */
    private ByteBuffer parked;

    /** How many bytes this end is likely to take at once. */
    private int window = FIRST_WINDOW;

    private long sent;

    HttpEnd(TunnelSession session) {
        this.session = session;
        this.processor = session.processor();
        this.buffers = processor.buffers();
        this.wire = session.wire();
        this.interest = new Interest(this, session);
    }

    /** From here on the key is this end's, no longer MINA's. */
    void takeKey() {
        interest.takeKey();
    }

    @Override
    public final Turn turn() {
        return turn;
    }

    /** There is something to read, and it is wanted. */
    abstract void readable() throws IOException;

    /** Some of what waited, or all of it, has been written. */
    abstract void written();

    /** Reading failed. */
    abstract void readFailed(IOException cause);

    /** Writing failed; nothing is written any more. */
    abstract void writeFailed(IOException cause);

    @Override
    public final void ready(SelectionKey ready) {
        interest.ready(ready.readyOps());
    }

    @Override
    public final void readOn() {
        try {
            readable();
        } catch (IOException e) {
            readFailed(e);
        }
    }

    @Override
    public final void writeOn() {
        int flushed;
        int count = 0;
        try {
            flushed = wire.flush();
            if (parked != null && !wire.hasUnsent()) {
                count = wire.write(parked);
            }
        } catch (IOException e) {
            discard();
            writeFailed(e);
            return;
        }
        if (parked != null && !parked.hasRemaining()) {
            discard();
        }
        sent += count;
        if (flushed + count > 0) {
            written();
        }
    }

    /** Writes the bytes. What the socket does not take is kept, and this end {@link #isBlocked} until it is gone. */
    final void send(ByteBuffer bytes) {
        int wanted = bytes.remaining();
        int count;
        try {
            count = wire.write(bytes);
        } catch (IOException e) {
            writeFailed(e);
            return;
        }
        sent += count;
        if (bytes.hasRemaining()) {
            parked = buffers.park(bytes);
        }
        if (isBlocked()) {
            window = Math.max(RelayBuffers.SMALL, count - wire.unsent());
        } else if (wanted >= window) {
            window = Math.min(RelayBuffers.LARGE, 2 * window);
        }
    }

    /** Bytes written since the connection was made. */
    final long sent() {
        return sent;
    }

    @Override
    public final boolean isBlocked() {
        return parked != null || wire.hasUnsent();
    }

    /** How much a read of the other may take now of what this end is to have; 0 for nothing. */
    final int room(HttpEnd source) {
        return buffers.bound(window, source.wire.atOnce(), source.isBlocked());
    }

    /** Asks the selector for what this end can use now. */
    final void updateInterest(boolean reads) {
        interest.update(reads);
    }

    /** Nothing of this end is served any more: another has its key, or nobody. */
    final void retire() {
        interest.retire();
    }

    /** Gives away what waits to be written; null where nothing does. */
    final ByteBuffer takeParked() {
        ByteBuffer taken = parked;
        parked = null;
        return taken;
    }

    /** Ends the stream to the peer in order; what that takes may have to wait to be written. */
    final void endOutput() {
        try {
            wire.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("A peer did not wait for the end");
        }
    }

    /** Lets the peer find the connection reset rather than ended, once it is closed. */
    final void reset() {
        try {
            session.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | RuntimeException e) {
            LOG.debug("No reset could be asked for", e);
        }
    }

    /** Closes the connection; what waits to be written is lost. */
    void close() {
        retire();
        discard();
        wire.release();
        session.closeNow();
    }

    private void discard() {
        if (parked != null) {
            buffers.release(parked);
            parked = null;
        }
    }
}
