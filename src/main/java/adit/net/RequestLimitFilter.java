package adit.net;

import adit.tunnel.Rejection;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/** Lets no request pass whose user or target has as much as it may. Without state, so that all sessions share it. */
final class RequestLimitFilter extends IoFilterAdapter {

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        if (message instanceof TunnelRequest) {
            Tunnel tunnel = ((TunnelSession) session).tunnel();
            Optional<Rejection> refusal = tunnel.askForShares();
            if (refusal.isPresent()) {
                tunnel.refuse(refusal.get());
                return;
            }
        }
        next.messageReceived(session, message);
    }
}
