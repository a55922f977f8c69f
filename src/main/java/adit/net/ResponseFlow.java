package adit.net;

import adit.http.BadResponseException;
import adit.http.ForwardRequest;
import adit.http.ForwardResponse;
import adit.relay.DirectionMeter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The responses of an exchange, interim ones and the final one, from origin to client. Belongs to the processor's thread. */
final class ResponseFlow extends BodyFlow {
    private final OriginConnection origin;
    private final ResponseReader heads;
    private boolean answered;

    ResponseFlow(
            Exchange exchange,
            ForwardRequest request,
            ClientConnection client,
            OriginConnection origin,
            DirectionMeter meter) {
        super(exchange, origin, client, meter);
        this.origin = origin;
        this.heads = new ResponseReader(request, exchange.tunnel.context.pseudonym(), exchange::mayKeepClient);
    }

    /** Whether the origin has sent anything. */
    boolean hasBegun() {
        return heads.hasBegun();
    }

    /** Whether the client has been sent the head of the final response. */
    boolean isAnswered() {
        return answered;
    }

    /** The final response, once there is one. */
    ForwardResponse response() {
        return heads.response();
    }

    /** Whether the client has been told that another request may follow. */
    boolean keepsClient() {
        return heads.keepsClient();
    }

    @Override
    void readable(long now) throws IOException {
        if (isAnswered()) {
            super.readable(now);
            return;
        }
        ByteBuffer in = buffers.input(RelayBuffers.INPUT);
        if (read(in, now) > 0) {
            readHeads(in.flip(), now);
        }
    }

    private void readHeads(ByteBuffer in, long now) {
        ByteBuffer out = buffers.stage(RelayBuffers.LARGE);
        try {
            heads.read(in, out);
        } catch (BadResponseException e) {
            exchange.badResponse(e.getMessage());
            return;
        }
        if (!heads.isKnown()) {
            sink.send(out.flip());
        } else if (response().switchesProtocols()) {
            exchange.switchProtocols(out.put(in).flip());
        } else {
            answer(in, out, now);
        }
    }

    private void answer(ByteBuffer in, ByteBuffer out, long now) {
        if (begin(response().bodyTransfer(), response().body()) && take(in, out, now)) {
            answered();
            leftOver(in);
            sink.send(out.flip());
        }
    }

    /** The client is sent the head of the final response now. */
    void answered() {
        answered = true;
        exchange.tunnel.granted(response().status());
    }

    /** Bytes that answer no request: nobody can tell what the next one would get. */
    @Override
    void leftOver(ByteBuffer rest) {
        if (rest.hasRemaining()) {
            origin.spoil();
        }
    }

    @Override
    void inputEnded() {
        origin.spoil();
        if (isAnswered()) {
            endBody();
        } else {
            exchange.unanswered();
        }
    }

    @Override
    void broken(String reason) {
        exchange.responseBroken(reason);
    }
}
