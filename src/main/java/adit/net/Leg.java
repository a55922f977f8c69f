package adit.net;

import adit.relay.DirectionMeter;
import adit.relay.RelayEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One end of a relay: the attachment of its key. The direction that starts here is the leg's own: its meter and its
 * end. Belongs to the processor's thread, but for {@link #delivered()}.
 */
final class Leg implements KeyHandler {
    private static final int FIRST_WINDOW = 64 * 1024;

    final TunnelSession session;
    final SocketChannel channel;
    final DirectionMeter meter;
    final Relay relay;
    private final CopyPath path;
    private final SelectionKey key;
    private int interest;

    /** The other end; set once, before the relay begins. */
    Leg peer;

    /** How the direction from here ended; null while it goes on. */
    RelayEnd end;

    /** The sender has no more, but what it sent is not all written yet. */
    boolean inputEnded;

    /** A write found that this end was reset. */
    boolean wasReset;

    /** Held back by its maximum rate until {@link #heldUntil}. */
    boolean held;

    long heldUntil;

    /** Bytes for this end that its socket did not take yet; null where there are none. */
    ByteBuffer parked;

    /** How many bytes this end is likely to take at once. */
    int window = FIRST_WINDOW;

    /** Bytes written to this end. One writer, so that no atomic addition is needed. */
    private final AtomicLong delivered = new AtomicLong();

    Leg(Relay relay, CopyPath path, TunnelSession session, DirectionMeter meter) {
        this.relay = relay;
        this.path = path;
        this.session = session;
        this.channel = session.getChannel();
        this.meter = meter;
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
        if ((ops & SelectionKey.OP_WRITE) != 0 && parked != null) {
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

    /** Reads no more before that time. */
    void hold(long until) {
        held = true;
        heldUntil = until;
        updateInterest();
    }

    /** Asks the selector for what this end can use now. */
    void updateInterest() {
        boolean reads = end == null && !inputEnded && !held && peer.parked == null && key.isValid();
        int wanted = (reads ? SelectionKey.OP_READ : 0) | (parked == null ? 0 : SelectionKey.OP_WRITE);
        if (interest != wanted && key.isValid()) {
            interest = wanted;
            key.interestOps(wanted);
        }
    }

    /** Nothing of this end is to be served any more, even where the same selector pass found it ready. */
    void retire() {
        interest = 0;
    }

    void countDelivered(int bytes) {
        delivered.setOpaque(delivered.getPlain() + bytes);
    }

    /** Bytes written to this end so far. From any thread. */
    long delivered() {
        return delivered.getOpaque();
    }
}
