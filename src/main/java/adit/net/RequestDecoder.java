package adit.net;

import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderAdapter;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;

/**
 * Finds the first request in what a client sends. It consumes every buffer whole: what follows the head is passed on as
 * bytes, so that nothing stays behind when the filter leaves the chain. One per session.
 */
final class RequestDecoder extends ProtocolDecoderAdapter {
    /** Set on a session that asks by HEAD: the proxy's own answer has no body (RFC 9110, 9.3.2). */
    static final AttributeKey HEAD_ONLY = new AttributeKey(RequestDecoder.class, "headOnly");

    /** Null once the head is read: what it kept is not needed for as long as a tunnel lives. */
    private RequestReader reader;

    RequestDecoder(RequestReader reader) {
        this.reader = reader;
    }

    @Override
    public void decode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
        if (reader == null) {
            out.write(rest(in));
            return;
        }
        Optional<Object> message = reader.read(in.buf());
        if (reader.isHead()) {
            session.setAttribute(HEAD_ONLY, true);
        }
        if (message.isPresent()) {
            reader = null;
            IoBuffer rest = rest(in);
            out.write(message.get() instanceof TunnelRequest request ? request.with(rest) : message.get());
        }
    }

    private static IoBuffer rest(IoBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return IoBuffer.wrap(rest);
    }
}
