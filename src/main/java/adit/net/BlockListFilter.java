package adit.net;

import adit.policy.Decision;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/** Lets no request pass whose target a block list names. Without state, so that all sessions share it. */
final class BlockListFilter extends IoFilterAdapter {

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        if (message instanceof TunnelRequest request) {
            Tunnel tunnel = ((TunnelSession) session).tunnel();
            Decision decision = tunnel.heard(tunnel.evaluate(request).screen(), false);
            if (!decision.allowed()) {
                tunnel.refuse(Rejections.of(decision));
                return;
            }
        }
        next.messageReceived(session, message);
    }
}
