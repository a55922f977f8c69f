package adit.net;

import adit.http.Refusal;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;

/** Turns a refusal into the bytes of its reply. Without state, so that all sessions share it. */
final class RefusalEncoder extends ProtocolEncoderAdapter {

    @Override
    public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
        out.write(IoBuffer.wrap(((Refusal) message).encode(session.containsAttribute(ConnectDecoder.HEAD_ONLY))));
    }
}
