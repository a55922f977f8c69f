package adit.net;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/** Lets no request pass while the proxy takes none, whoever sends it. Without state, so that all sessions share it. */
final class IntakeFilter extends IoFilterAdapter {

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        Tunnel tunnel = ((TunnelSession) session).tunnel();
        if (message instanceof TunnelRequest && tunnel.context.intake().get() == Intake.NONE) {
            tunnel.refuse(Rejections.SHUTTING_DOWN);
        } else {
            next.messageReceived(session, message);
        }
    }
}
