package adit.net;

import adit.http.BodyTransfer;
import adit.http.ForwardRequest;
import adit.relay.DirectionMeter;
import java.nio.ByteBuffer;

/** The request of an exchange, from client to origin. Belongs to the processor's thread. */
final class RequestFlow extends BodyFlow {
    private final ForwardRequest request;
    private final ClientConnection client;

    RequestFlow(
            Exchange exchange,
            ForwardRequest request,
            ClientConnection client,
            OriginConnection origin,
            DirectionMeter meter) {
        super(exchange, client, origin, meter);
        this.request = request;
        this.client = client;
    }

    /** Sends the head, and in the same write what there is of the body. */
    void begin(String pseudonym, long now) {
        byte[] head = request.encode(pseudonym);
        ByteBuffer early = client.input().take();
        ByteBuffer out = buffers.stage(head.length + early.remaining() + BodyTransfer.OVERHEAD);
        if (begin(request.bodyTransfer(), request.body()) && take(early, out.put(head), now)) {
            leftOver(early);
            sink.send(out.flip());
            if (client.input().hasEnded() && !exchange.isOver()) {
                inputEnded();
            }
        }
    }

    /** The next request, which has to wait. */
    @Override
    void leftOver(ByteBuffer rest) {
        client.input().keep(rest);
    }

    /** The client may still wait for the answer to what it sent. */
    @Override
    void inputEnded() {
        client.input().end();
        if (!isComplete()) {
            endBody();
        }
    }

    @Override
    void broken(String reason) {
        exchange.requestBroken(reason);
    }
}
