package adit.net;

import adit.tunnel.Rejection;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;
import org.apache.mina.filter.codec.ProtocolCodecException;
import org.apache.mina.filter.ssl.SslEvent;

/** The end of both chains: hands MINA's events to the tunnel they concern. */
final class TunnelHandler extends IoHandlerAdapter {

    private static Tunnel tunnel(IoSession session) {
        return ((TunnelSession) session).tunnel();
    }

    @Override
    public void sessionOpened(IoSession session) {
        if (TlsFilter.of(session).isPresent()) {
            ((TunnelSession) session).processor().handshakes().begin((TunnelSession) session);
        }
        tunnel(session).opened((TunnelSession) session);
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        if (message instanceof TunnelRequest request) {
            tunnel(session).allowed(request);
        } else if (message instanceof Rejection rejection) {
            tunnel(session).refuse(rejection);
        } else if (message instanceof Reply reply) {
            tunnel(session).answer(reply);
        } else {
            tunnel(session).received((IoBuffer) message);
        }
    }

    @Override
    public void event(IoSession session, FilterEvent event) {
        if (event == SslEvent.SECURED) {
            ((TunnelSession) session).processor().handshakes().end((TunnelSession) session);
            TlsFilter.of(session).flatMap(TlsConversation::identity).ifPresent(tunnel(session)::identify);
            tunnel(session).secured();
        }
    }

    @Override
    public void inputClosed(IoSession session) {
        tunnel(session).inputClosed();
    }

    @Override
    public void sessionClosed(IoSession session) {
        TunnelSession closed = (TunnelSession) session;
        closed.processor().handshakes().end(closed);
        closed.releaseWire();
        closed.giveUpPlace();
        closed.tunnel().sessionClosed(closed);
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        // The codec's own exception shows all bytes of the client, credentials too.
        boolean ofCodec = cause instanceof ProtocolCodecException && cause.getCause() != null;
        tunnel(session).failed(ofCodec ? cause.getCause() : cause);
    }
}
