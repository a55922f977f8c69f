package adit.net;

import adit.http.BadRequestException;
import adit.http.ConnectRequest;
import adit.http.HeadParser;
import adit.http.RequestHead;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderAdapter;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;

/**
 * Finds the CONNECT request in what a client sends. It consumes every buffer whole: what follows the head is passed on
 * as bytes, so that nothing stays behind when the filter leaves the chain. One per session.
 */
final class ConnectDecoder extends ProtocolDecoderAdapter {
    /** Set on a session that asks by HEAD: its refusal, whatever for, has no body (RFC 9110, 9.3.2). */
    static final AttributeKey HEAD_ONLY = new AttributeKey(ConnectDecoder.class, "headOnly");

    /** Null once the head is read: what it kept is not needed for as long as a tunnel lives. */
    private HeadParser parser;

    ConnectDecoder(int headSize) {
        parser = new HeadParser(headSize);
    }

    @Override
    public void decode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
        if (parser == null) {
            out.write(rest(in));
        } else {
            decodeHead(session, in, out);
        }
    }

    private void decodeHead(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
        HeadParser reading = parser;
        try {
            Optional<RequestHead> head = reading.feed(in.buf());
            if (head.isPresent()) {
                parser = null;
                out.write(request(head.get(), rest(in)));
            }
        } catch (BadRequestException e) {
            parser = null;
            rest(in);
            out.write(new Rejection(outcome(e.kind()), e.getMessage()));
        } finally {
            if (reading.method().equals("HEAD")) {
                session.setAttribute(HEAD_ONLY, true);
            }
        }
    }

    private static IoBuffer rest(IoBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return IoBuffer.wrap(rest);
    }

    private static Outcome outcome(BadRequestException.Kind kind) {
        return switch (kind) {
            case MALFORMED -> Outcome.MALFORMED_REQUEST;
            case TARGET_TOO_LONG -> Outcome.TARGET_TOO_LONG;
            case TOO_LARGE -> Outcome.HEAD_TOO_LARGE;
        };
    }

    private static Object request(RequestHead head, IoBuffer early) throws BadRequestException {
        if (!ConnectRequest.is(head)) {
            return new Rejection(Outcome.METHOD_NOT_ALLOWED, "Only the method CONNECT is understood here.");
        }
        return new TunnelRequest(ConnectRequest.target(head), false, early);
    }
}
