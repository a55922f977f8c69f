package adit.net;

import adit.http.Target;
import adit.tunnel.Rejection;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;

/** The negotiation of a listener whose every client goes to the same target. */
record FixedTarget(Target target) implements Negotiator {

    @Override
    public void addTo(IoFilterChain chain) {
        // Nothing is decoded.
    }

    @Override
    public void opened(IoSession session) {
        session.getFilterChain().fireMessageReceived(TunnelRequest.to(target));
    }

    @Override
    public ByteBuffer greeting() {
        return ByteBuffer.allocate(0);
    }

    @Override
    public boolean answers() {
        return false;
    }

    @Override
    public Optional<Reply> answer(Rejection rejection, String tunnelId) {
        return Optional.empty();
    }
}
