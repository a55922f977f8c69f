package adit.net;

import adit.relay.DirectionMeter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One end of a relay: the attachment of its key. The direction that starts here is the leg's own: its meter and its
 * end. Belongs to the processor's thread, but for {@link #delivered()}.
 */
final class Leg extends Flow implements KeyHandler {
    private static final int FIRST_WINDOW = 64 * 1024;

    final TunnelSession session;
    final SocketChannel channel;
    final Wire wire;
    final Relay relay;
    private final CopyPath path;
    private final SelectionKey key;
    private int interest;

    /** {@link #readUnread} is about to run. */
    private boolean isQueued;

    /** The other end; set once, before the relay begins. */
    Leg peer;

    /** The sender has no more, but what it sent is not all written yet. */
    boolean inputEnded;

    /** A write found that this end was reset. */
    boolean wasReset;

    /** Bytes for this end that its socket did not take yet; null where there are none. */
    ByteBuffer parked;

    /** How many bytes this end is likely to take at once. */
    int window = FIRST_WINDOW;

    /** Bytes written to this end. One writer, so that no atomic addition is needed. */
    private final AtomicLong delivered = new AtomicLong();

    Leg(Relay relay, CopyPath path, TunnelSession session, DirectionMeter meter) {
        super(meter);
        this.relay = relay;
        this.path = path;
        this.session = session;
        this.channel = session.getChannel();
        this.wire = session.wire();
        this.key = channel.keyFor(session.processor().selector());
        this.interest = key.interestOps();
    }

    /** From here on the key is the relay's, no longer MINA's. */
    void takeKey() {
        session.beginRelaying();
        key.attach(this);
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        int ops = ready.readyOps();
        if ((ops & SelectionKey.OP_WRITE) != 0 && isStuck()) {
            path.writable(this);
        }
        if ((ops & SelectionKey.OP_READ) != 0 && (interest & SelectionKey.OP_READ) != 0) {
            path.readable(this);
        }
    }

    @Override
    public void failed(Throwable cause) {
        relay.fault(cause);
    }

    /** Whether bytes wait for this end, so that its peer is not to be read. */
    boolean isStuck() {
        return parked != null || wire.hasUnsent();
    }

    /** Asks the selector for what this end can use now, and sees to what the selector cannot know. */
    @Override
    void updateInterest() {
        boolean reads = end == null && !inputEnded && !held && !peer.isStuck() && key.isValid();
        if (reads && wire.hasUnread() && !isQueued) {
            isQueued = true;
            session.processor().post(this::readUnread);
        }
        int wanted = (reads ? SelectionKey.OP_READ : 0) | (isStuck() ? SelectionKey.OP_WRITE : 0);
        if (interest != wanted && key.isValid()) {
            interest = wanted;
            key.interestOps(wanted);
        }
    }

    /** Not at once, so that no end keeps the others from their turns. */
    private void readUnread() {
        isQueued = false;
        try {
            if ((interest & SelectionKey.OP_READ) != 0) {
                path.readable(this);
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Nothing of this end is to be served any more, even where the same selector pass found it ready. */
    void retire() {
        interest = 0;
    }

    void countDelivered(long bytes) {
        delivered.setOpaque(delivered.getPlain() + bytes);
    }

    /** Bytes written to this end so far. From any thread. */
    long delivered() {
        return delivered.getOpaque();
    }
}
