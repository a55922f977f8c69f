package adit.net;

import adit.http.ForwardRequest;
import adit.relay.DirectionMeter;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One request to an origin and the response to it (RFC 9112). Each body goes on as it comes; neither end is read while
 * the other does not take what came before. Belongs to the processor's thread, but for the figures.
 *
 * <p>Nobody may take a part of a message for the whole: a response that breaks off is passed on up to there, then the
 * client's connection is reset.
 */
final class Exchange extends Traffic {
    private static final Logger LOG = LogManager.getLogger(Exchange.class);

    private final Forwarding forwarding;
    private final ClientConnection client;
    private final OriginConnection origin;
    private final ForwardRequest request;
    private final RequestFlow up;
    private final ResponseFlow down;
    private final long sentToClientBefore;
    private final long sentToOriginBefore;

    /** Written by the processor's thread alone. */
    private final AtomicLong toClient = new AtomicLong();

    /** Written by the processor's thread alone. */
    private final AtomicLong toOrigin = new AtomicLong();

    Exchange(
            Forwarding forwarding,
            ForwardRequest request,
            ClientConnection client,
            OriginConnection origin,
            RelayPolicy upward,
            RelayPolicy downward) {
        super(forwarding.tunnel, upward, downward, client.processor.now());
        long now = client.processor.now();
        this.forwarding = forwarding;
        this.client = client;
        this.origin = origin;
        this.request = request;
        this.up = new RequestFlow(this, request, client, origin, new DirectionMeter(upward, now));
        this.down = new ResponseFlow(this, request, client, origin, new DirectionMeter(downward, now));
        this.sentToClientBefore = client.sent();
        this.sentToOriginBefore = origin.sent();
    }

    void begin() {
        long now = client.processor.now();
        client.serve(this);
        origin.serve(this);
        watchAgain(now);
        up.begin(tunnel.context.pseudonym(), now);
        settle();
    }

    void clientReadable() throws IOException {
        if (up.isComplete() || up.end != null) {
            client.input().readAhead();
        } else {
            up.readable(client.processor.now());
        }
        settle();
    }

    void originReadable() throws IOException {
        down.readable(client.processor.now());
        settle();
    }

    /** One end has taken more of what it was sent. */
    void written() {
        active(client.processor.now());
        settle();
    }

    /** Finds out whether a direction has come to its end, and asks for what each end can use now. */
    private void settle() {
        if (isOver()) {
            return;
        }
        count();
        if (up.isDelivered()) {
            end(up, RelayEnd.EOF);
        }
        if (down.end == null ? down.isDelivered() : !client.isBlocked()) {
            end(down, RelayEnd.EOF);
            end(up, RelayEnd.OTHER_SIDE_ENDED);
            finish();
        } else {
            updateInterest();
        }
    }

    private void count() {
        toClient.setOpaque(client.sent() - sentToClientBefore);
        toOrigin.setOpaque(origin.sent() - sentToOriginBefore);
    }

    void updateInterest() {
        if (!isOver()) {
            boolean readsAhead = up.isComplete() || up.end != null;
            client.updateInterest(readsAhead ? client.input().hasRoom() : up.wantsMore());
            origin.updateInterest(down.wantsMore());
        }
    }

    /** The origin has ended or lost its connection without a response. */
    void unanswered() {
        if (origin.isReused() && request.replayable() && !down.hasBegun()) {
            abandon();
            client.serveLater();
            forwarding.retry();
        } else {
            String when = down.hasBegun() ? "within the head of its response." : "before it sent a response.";
            tunnel.refuse(new Rejection(Outcome.ORIGIN_GONE, "The origin closed the connection " + when));
        }
    }

    void badResponse(String reason) {
        tunnel.refuse(new Rejection(Outcome.BAD_RESPONSE, "The origin sent no valid response: " + reason + "."));
    }

    /** What the client sends breaks the framing that it announced. */
    void requestBroken(String reason) {
        if (down.isAnswered()) {
            stop(up, RelayEnd.BROKEN_MESSAGE);
        } else {
            tunnel.refuse(new Rejection(Outcome.MALFORMED_REQUEST, "The body of the request is broken: " + reason));
        }
    }

    /** Where an origin answers before it has the whole request, the rest is nothing that it waits for. */
    boolean mayKeepClient() {
        return up.isDelivered() && tunnel.context.intake().get() == Intake.ALL;
    }

    void responseBroken(String reason) {
        if (!down.isAnswered()) {
            badResponse(reason);
            return;
        }
        LOG.debug("Tunnel {}: the response is broken: {}", tunnel.id(), reason);
        cut(RelayEnd.BROKEN_MESSAGE);
    }

    /** The response goes no further; the client is to have what came of it. */
    private void cut(RelayEnd cause) {
        end(down, cause);
        end(up, RelayEnd.OTHER_SIDE_ENDED);
        settle();
    }

    /** From here on the bytes mean nothing to the proxy (RFC 9110, 15.2.2). */
    void switchProtocols(ByteBuffer firstBytes) {
        if (!up.isDelivered()) {
            badResponse("it switches protocols before it has the whole request");
            return;
        }
        down.answered();
        client.send(firstBytes);
        if (!isOver()) {
            count();
            forwarding.switchProtocols(origin);
        }
    }

    void originReadFailed(IOException cause) {
        LOG.debug("Tunnel {}: the origin was lost: {}", tunnel.id(), cause.getMessage());
        origin.spoil();
        if (down.isAnswered()) {
            cut(endOf(cause));
        } else {
            unanswered();
        }
    }

    /** The origin takes no more of the request. It may have answered before, as one does that refuses a large body. */
    void originWriteFailed(IOException cause) {
        LOG.debug("Tunnel {}: the origin takes no more: {}", tunnel.id(), cause.getMessage());
        origin.spoil();
        end(up, RelayEnd.WRITE_ERROR);
        settle();
    }

    void clientReadFailed(IOException cause) {
        if (up.end == null) {
            clientLost(up, endOf(cause), cause);
        } else {
            clientLost(down, RelayEnd.WRITE_ERROR, cause);
        }
    }

    void clientWriteFailed(IOException cause) {
        clientLost(down, RelayEnd.WRITE_ERROR, cause);
    }

    private void clientLost(Flow flow, RelayEnd end, IOException cause) {
        LOG.debug("Tunnel {}: the client was lost: {}", tunnel.id(), cause.getMessage());
        if (down.isAnswered()) {
            stop(flow, end);
        } else {
            tunnel.clientLost(cause);
        }
    }

    /** A client that has had no response yet is told what the matter is. */
    @Override
    void stop(Flow flow, RelayEnd cause) {
        if (down.isAnswered()) {
            super.stop(flow, cause);
        } else if (cause == RelayEnd.PAYLOAD_EXCEEDED) {
            tunnel.refuse(flow == up ? Rejections.REQUEST_TOO_LARGE : Rejections.RESPONSE_TOO_LARGE);
        } else {
            tunnel.refuse(Rejections.of(cause, up.isComplete() || origin.isBlocked()));
        }
    }

    @Override
    void fault(Throwable cause) {
        LOG.error("Tunnel {}: the exchange failed", tunnel.id(), cause);
        if (down.isAnswered()) {
            stop(down, RelayEnd.READ_ERROR);
        } else {
            tunnel.refuse(new Rejection(Outcome.INTERNAL_ERROR, "The proxy failed."));
        }
    }

    @Override
    void finish() {
        count();
        overNow();
        boolean whole = down.end == RelayEnd.EOF;
        boolean orderly = whole && up.end == RelayEnd.EOF;
        if (orderly && down.response().originPersistent()) {
            origin.rest(tunnel.settings().http());
        } else {
            origin.leave(up.end == RelayEnd.EOF);
        }
        client.served(whole, orderly && down.keepsClient());
        tunnel.trafficEnded();
    }

    /** Gives the origin up, whatever the exchange was at. */
    void abandon() {
        if (!isOver()) {
            overNow();
            origin.leave(up.end == RelayEnd.EOF);
        }
    }

    @Override
    Flow upward() {
        return up;
    }

    @Override
    Flow downward() {
        return down;
    }

    @Override
    long bytesToClient() {
        return toClient.getOpaque();
    }

    @Override
    long bytesToTarget() {
        return toOrigin.getOpaque();
    }
}
