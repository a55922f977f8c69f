package adit.net;

import adit.relay.DirectionMeter;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
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
final class Relay extends Traffic {
    private static final Logger LOG = LogManager.getLogger(Relay.class);

    private final TunnelProcessor processor;
    private final CopyPath path;
    private final Leg client;
    private final Leg target;
    private boolean resetAfterDelivery;

    /** Takes both sessions out of MINA's hands. */
    Relay(Tunnel tunnel, TunnelSession client, TunnelSession target, RelayPolicy upward, RelayPolicy downward) {
        super(tunnel, upward, downward, client.processor().now());
        this.processor = client.processor();
        this.path = processor.paths().between(client.wire(), target.wire());
        long now = processor.now();
        this.client = new Leg(this, path, client, new DirectionMeter(upward, now));
        this.target = new Leg(this, path, target, new DirectionMeter(downward, now));
        this.client.peer = this.target;
        this.target.peer = this.client;
        this.client.takeKey();
        this.target.takeKey();
    }

    /**
     * Tells the client that the tunnel is open; these bytes do not count as relayed.
     *
     * @throws IOException where the client could not be told
     */
    void greet(ByteBuffer greeting) throws IOException {
        client.wire.write(greeting);
        if (greeting.hasRemaining()) {
            throw new IOException("the client takes no reply");
        }
    }

    /** Goes on where an exchange has got to: what it sent, and what the client has yet to take. */
    void goOn(long sentToClient, long sentToTarget, ByteBuffer parkedForClient) {
        client.countDelivered(sentToClient);
        target.countDelivered(sentToTarget);
        client.parked = parkedForClient;
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
        if (clientHasEnded && !isOver() && client.end == null) {
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
        if (source.peer.isBlocked()) {
            source.updateInterest();
        } else {
            endInOrder(source);
        }
    }

    /** Nothing waits for this end any more. */
    void drained(Leg sink) {
        if (resetAfterDelivery) {
            finish();
        } else if (sink.peer.inputEnded && sink.peer.end == null) {
            endInOrder(sink.peer);
        } else {
            updateInterest();
        }
    }

    private void endInOrder(Leg source) {
        try {
            source.peer.wire.shutdownOutput();
            if (source.peer.wire.hasUnsent()) {
                updateInterest();
            } else {
                ended(source, RelayEnd.EOF);
            }
        } catch (IOException e) {
            ended(source, RelayEnd.WRITE_ERROR);
        }
    }

    /** The receiver is gone, yet what it sent before may still wait to be read: its own direction goes on. */
    void writeFailed(Leg sink, IOException cause) {
        LOG.debug("Tunnel {}: write failed: {}", tunnel.id(), cause.getMessage());
        path.discard(sink);
        // The system tells of a reset once: reads will only find an end that looks like one in order.
        sink.wasReset = endOf(cause) == RelayEnd.RESET;
        ended(sink.peer, RelayEnd.WRITE_ERROR);
    }

    /** The sender is gone in both directions. What it sent before is still delivered, then the reset is passed on. */
    void readFailed(Leg source, IOException cause) {
        LOG.debug("Tunnel {}: read failed: {}", tunnel.id(), cause.getMessage());
        lost(source, source.wasReset ? RelayEnd.RESET : endOf(cause));
    }

    private void lost(Leg source, RelayEnd end) {
        source.end = end;
        giveUp(source);
        if (source.peer.end == null) {
            source.peer.end = RelayEnd.OTHER_SIDE_ENDED;
        }
        if (source.peer.isBlocked()) {
            resetAfterDelivery = true;
            updateInterest();
        } else {
            finish();
        }
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

    @Override
    Flow upward() {
        return client;
    }

    @Override
    Flow downward() {
        return target;
    }

    @Override
    void fault(Throwable cause) {
        LOG.error("Tunnel {}: the relay failed", tunnel.id(), cause);
        stop(RelayEnd.READ_ERROR);
    }

    @Override
    void finish() {
        overNow();
        leave(client);
        leave(target);
        tunnel.trafficEnded();
    }

    private void giveUp(Leg leg) {
        path.discard(leg);
        leg.wire.release();
    }

    private void leave(Leg leg) {
        giveUp(leg);
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
        if (!isOver()) {
            client.updateInterest();
            target.updateInterest();
        }
    }

    @Override
    long bytesToClient() {
        return client.delivered();
    }

    @Override
    long bytesToTarget() {
        return target.delivered();
    }
}
