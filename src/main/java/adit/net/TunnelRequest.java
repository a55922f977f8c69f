package adit.net;

import adit.http.ForwardRequest;
import adit.http.RequestHead;
import adit.http.Target;
import adit.policy.Purpose;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * What a negotiator found out: the message that the filters after the codec and the handler see.
 *
 * @param target where the client wants to go
 * @param head what the client sent to ask for it; empty where it said nothing
 * @param forward what is to be forwarded; for {@link Purpose#HTTP} alone
 * @param early what it sent with the request. It travels in the same message because MINA's codec keeps messages in a
 *     queue of the thread: what an Error left there would go to whatever session is decoded next
 */
record TunnelRequest(
        Target target, Purpose purpose, Optional<RequestHead> head, Optional<ForwardRequest> forward, IoBuffer early) {

    /** A client that is led to a fixed target. */
    static TunnelRequest to(Target target) {
        return new TunnelRequest(target, Purpose.FIXED, Optional.empty(), Optional.empty(), IoBuffer.allocate(0));
    }

    /** A client that asks for a tunnel. */
    static TunnelRequest connect(Target target, RequestHead head) {
        return new TunnelRequest(target, Purpose.CONNECT, Optional.of(head), Optional.empty(), IoBuffer.allocate(0));
    }

    /** A client that has a request for an origin. */
    static TunnelRequest forward(ForwardRequest request, RequestHead head) {
        return new TunnelRequest(
                request.target(), Purpose.HTTP, Optional.of(head), Optional.of(request), IoBuffer.allocate(0));
    }

    TunnelRequest with(IoBuffer bytes) {
        return new TunnelRequest(target, purpose, head, forward, bytes);
    }
}
