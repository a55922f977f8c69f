package adit.net;

import adit.relay.DirectionMeter;
import adit.splice.Pipe;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One end of a relay: the attachment of its key. The direction that starts here is the leg's own: its meter and its
 * end. Belongs to the processor's thread, but for {@link #delivered()}.
 */
final class Leg extends Flow implements Interest.End {
    private static final int FIRST_WINDOW = 64 * 1024;

    final TunnelSession session;
    final SocketChannel channel;
    final Wire wire;
    final Relay relay;
    private final CopyPath path;
    private final Interest interest;
    private final Turn turn = new Turn();

    /** The other end; set once, before the relay begins. */
    Leg peer;

    /** The sender has no more, but what it sent is not all written yet. */
    boolean inputEnded;

    /** A write found that this end was reset. */
    boolean wasReset;

    /** Bytes for this end that its socket did not take yet; null where there are none. */
    ByteBuffer parked;

    /** Where the kernel has such bytes instead; null where there are none. */
    Pipe pipe;

    /** What this end sends comes in large pieces. */
    boolean bulk;

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
        this.interest = new Interest(this, session);
    }

    /** From here on the key is the relay's, no longer MINA's. */
    void takeKey() {
        interest.takeKey();
    }

    @Override
    public void ready(SelectionKey ready) {
        interest.ready(ready.readyOps());
    }

    @Override
    public void readOn() {
        path.readable(this);
    }

    @Override
    public void writeOn() {
        path.writable(this);
    }

    @Override
    public Turn turn() {
        return turn;
    }

    @Override
    public void failed(Throwable cause) {
        relay.fault(cause);
    }

    /** Whether bytes wait for this end, so that its peer is not to be read. */
    @Override
    public boolean isBlocked() {
        return parked != null || pipe != null || wire.hasUnsent();
    }

    @Override
    SocketChannel channel() {
        return channel;
    }

    @Override
    void updateInterest() {
        interest.update(end == null && !inputEnded && !held && !peer.isBlocked());
    }

    /** Nothing of this end is to be served any more. */
    void retire() {
        interest.retire();
    }

    void countDelivered(long bytes) {
        delivered.setOpaque(delivered.getPlain() + bytes);
    }

    /** Bytes written to this end so far. From any thread. */
    long delivered() {
        return delivered.getOpaque();
    }
}
