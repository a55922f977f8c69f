package adit.net;

import adit.tunnel.Rejection;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;

/** The end of both chains: hands MINA's events to the tunnel they concern. */
final class TunnelHandler extends IoHandlerAdapter {

    private static Tunnel tunnel(IoSession session) {
        return ((TunnelSession) session).tunnel();
    }

    @Override
    public void sessionOpened(IoSession session) {
        tunnel(session).opened((TunnelSession) session);
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        if (message instanceof TunnelRequest request) {
            tunnel(session).allowed(request);
        } else if (message instanceof Rejection rejection) {
            tunnel(session).refuse(rejection);
        } else {
            tunnel(session).received((IoBuffer) message);
        }
    }

    @Override
    public void inputClosed(IoSession session) {
        tunnel(session).inputClosed();
    }

    @Override
    public void sessionClosed(IoSession session) {
        tunnel(session).sessionClosed((TunnelSession) session);
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        tunnel(session).failed(cause);
    }
}
