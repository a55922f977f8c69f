package adit.net;

import adit.relay.DirectionMeter;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.relay.TunnelLimits;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Two ends and two directions between them, until both directions ended or a limit says stop. Belongs to the processor's
 * thread, but for the figures.
 *
 * <p>Each direction ends by itself (half-close). A reset is passed on once what was sent before it is delivered. An end
 * that was sent all there was for it is closed in order, for a reset would destroy what it has yet to read; one whose
 * stream is cut short, by whatever cause, is reset, so that it cannot take it for a whole one.
 */
final class Relay {
    private static final Logger LOG = LogManager.getLogger(Relay.class);

    private final Tunnel tunnel;
    private final TunnelProcessor processor;
    private final CopyPath path;
    private final Leg client;
    private final Leg target;
    private final RelayWatch watch;

    /** Written by the processor's thread alone. */
    private final AtomicLong lastActivity;

    private boolean resetAfterDelivery;
    private boolean over;

    /** Takes both sessions out of MINA's hands. */
    Relay(Tunnel tunnel, TunnelSession client, TunnelSession target, RelayPolicy upward, RelayPolicy downward) {
        this.tunnel = tunnel;
        this.processor = client.processor();
        this.path = processor.path();
        long now = processor.now();
        this.lastActivity = new AtomicLong(now);
        this.client = new Leg(this, path, client, new DirectionMeter(upward, now));
        this.target = new Leg(this, path, target, new DirectionMeter(downward, now));
        this.client.peer = this.target;
        this.target.peer = this.client;
        this.watch = new RelayWatch(this, this.client, this.target, new TunnelLimits(upward, downward, now));
        this.client.takeKey();
        this.target.takeKey();
    }

    /**
     * Tells the client that the tunnel is open; these bytes do not count as relayed.
     *
     * @throws IOException where the client could not be told
     */
    void greet(ByteBuffer greeting) throws IOException {
        client.channel.write(greeting);
        if (greeting.hasRemaining()) {
            throw new IOException("the client takes no reply");
        }
    }

    /**
     * Sends on what came early, and lets bytes flow.
     *
     * @param early what the client sent before it was answered, at most {@link RelayBuffers#LARGE} bytes
     * @param clientHasEnded whether that was all that it will send
     */
    void begin(ByteBuffer early, boolean clientHasEnded) {
        watchAgain(processor.now());
        if (early.hasRemaining()) {
            sendEarly(early);
        }
        if (clientHasEnded && !over && client.end == null) {
            inputEnded(client);
        }
        updateInterest();
    }

    private void sendEarly(ByteBuffer early) {
        long most = client.meter.payloadLeft();
        boolean tooMuch = early.remaining() > most;
        if (tooMuch) {
            early.limit(early.position() + (int) most);
        }
        path.sendEarly(client, early);
        if (tooMuch) {
            stop(client, RelayEnd.PAYLOAD_EXCEEDED);
        }
    }

    /** The sender has no more; its direction ends when all is delivered. */
    void inputEnded(Leg source) {
        if (source.wasReset) {
            lost(source, RelayEnd.RESET);
            return;
        }
        source.inputEnded = true;
        if (source.peer.parked == null) {
            endInOrder(source);
        } else {
            source.updateInterest();
        }
    }

    /** Nothing waits for this end any more. */
    void drained(Leg sink) {
        if (resetAfterDelivery) {
            finish();
        } else if (sink.peer.inputEnded) {
            endInOrder(sink.peer);
        } else {
            updateInterest();
        }
    }

    private void endInOrder(Leg source) {
        try {
            source.peer.channel.shutdownOutput();
            ended(source, RelayEnd.EOF);
        } catch (IOException e) {
            ended(source, RelayEnd.WRITE_ERROR);
        }
    }

    /** The receiver is gone, yet what it sent before may still wait to be read: its own direction goes on. */
    void writeFailed(Leg sink, IOException cause) {
        LOG.debug("Tunnel {}: write failed: {}", tunnel.id(), cause.getMessage());
        path.discard(sink);
        // The system tells of a reset once: reads will only find an end that looks like one in order.
        sink.wasReset = isReset(cause);
        ended(sink.peer, RelayEnd.WRITE_ERROR);
    }

    /** The sender is gone in both directions. What it sent before is still delivered, then the reset is passed on. */
    void readFailed(Leg source, IOException cause) {
        LOG.debug("Tunnel {}: read failed: {}", tunnel.id(), cause.getMessage());
        lost(source, isReset(cause) ? RelayEnd.RESET : RelayEnd.READ_ERROR);
    }

    private void lost(Leg source, RelayEnd end) {
        source.end = end;
        path.discard(source);
        if (source.peer.end == null) {
            source.peer.end = RelayEnd.OTHER_SIDE_ENDED;
        }
        if (source.peer.parked == null) {
            finish();
        } else {
            resetAfterDelivery = true;
            updateInterest();
        }
    }

    private static boolean isReset(IOException cause) {
        String message = cause.getMessage();
        return message != null && message.startsWith("Connection reset");
    }

    private void ended(Leg source, RelayEnd end) {
        if (source.end == null) {
            source.end = end;
        }
        if (source.peer.end != null) {
            finish();
        } else {
            tunnel.halfEnded();
            updateInterest();
        }
    }

    /** Ends both directions at once, for a cause that lies in neither socket. */
    void stop(RelayEnd cause) {
        stop(client, cause);
    }

    /** Ends the direction from this end for the cause, and the other with it. */
    void stop(Leg source, RelayEnd cause) {
        if (over) {
            return;
        }
        if (source.end == null) {
            source.end = cause;
        }
        if (source.peer.end == null) {
            source.peer.end = cause.inOtherDirection();
        }
        finish();
    }

    /** A fault of the program: this tunnel ends, the others go on. */
    void fault(Throwable cause) {
        LOG.error("Tunnel {}: the relay failed", tunnel.id(), cause);
        stop(RelayEnd.READ_ERROR);
    }

    private void finish() {
        over = true;
        leave(client);
        leave(target);
        tunnel.relayEnded();
    }

    private void leave(Leg leg) {
        path.discard(leg);
        leg.retire();
        if (leg.peer.end != RelayEnd.EOF) {
            try {
                leg.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException | RuntimeException e) {
                LOG.debug("Tunnel {}: no reset could be asked for", tunnel.id(), e);
            }
        }
    }

    /** Asks the selector for what each end can use now. */
    void updateInterest() {
        if (!over) {
            client.updateInterest();
            target.updateInterest();
        }
    }

    boolean isOver() {
        return over;
    }

    /** Looks at the limits that the clock alone can find broken, and lets go what a rate held back. */
    void check(long now) {
        watch.check(now);
        watchAgain(now);
    }

    /** Sets the time of the next look. */
    void watchAgain(long now) {
        if (!over) {
            tunnel.deadline().armIn(watch.nanosUntilCheck(now));
        }
    }

    /** A byte moved. */
    void active(long now) {
        lastActivity.setOpaque(now);
    }

    /** When a byte last moved, in the ticker's nanoseconds. From any thread. */
    long lastActivity() {
        return lastActivity.getOpaque();
    }

    /** Bytes delivered to the client. From any thread. */
    long bytesToClient() {
        return client.delivered();
    }

    /** Bytes delivered to the target. From any thread. */
    long bytesToTarget() {
        return target.delivered();
    }

    /** How the direction from client to target ended; for a relay that is over. */
    RelayEnd upwardEnd() {
        return client.end;
    }

    /** How the direction from target to client ended; for a relay that is over. */
    RelayEnd downwardEnd() {
        return target.end;
    }
}
