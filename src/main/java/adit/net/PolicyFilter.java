package adit.net;

import adit.policy.Decision;
import adit.policy.Evaluation;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/** Lets no request pass whose target the rules do not allow. Without state, so that all sessions share it. */
final class PolicyFilter extends IoFilterAdapter {

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        if (message instanceof TunnelRequest) {
            Tunnel tunnel = ((TunnelSession) session).tunnel();
            Evaluation evaluation = tunnel.evaluation();
            Decision decision = tunnel.heard(evaluation.decide(), !evaluation.dependsOnAddress());
            if (!decision.allowed()) {
                tunnel.refuse(Rejections.of(decision));
                return;
            }
        }
        next.messageReceived(session, message);
    }
}
