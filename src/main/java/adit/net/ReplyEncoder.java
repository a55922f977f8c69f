package adit.net;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;

/** Turns a reply into its bytes. Without state, so that all sessions share it. */
final class ReplyEncoder extends ProtocolEncoderAdapter {

    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
        out.write(IoBuffer.wrap(((Reply) message).encode(session.containsAttribute(RequestDecoder.HEAD_ONLY))));
    }
}
