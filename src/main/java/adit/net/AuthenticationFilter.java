package adit.net;

import adit.auth.Authenticator;
import adit.auth.BadCredentialsException;
import adit.auth.BasicScheme;
import adit.auth.Credentials;
import adit.auth.Realm;
import adit.http.BadRequestException;
import adit.http.RequestHead;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/**
 * Lets no request pass whose client has not proved who it is, where the listener asks for that. A request waits here
 * while a password is hashed; what the client sends meanwhile goes on to the handler. All sessions share it.
 */
final class AuthenticationFilter extends IoFilterAdapter {
    private final Authenticator authenticator;

    AuthenticationFilter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        if (!(message instanceof TunnelRequest request)) {
            next.messageReceived(session, message);
            return;
        }
        Tunnel tunnel = ((TunnelSession) session).tunnel();
        if (!tunnel.requested(request)) {
            return;
        }
        Runnable pass = () -> next.messageReceived(session, request);
        Optional<Realm> realm = tunnel.realm();
        if (realm.isEmpty()) {
            pass.run();
        } else {
            authenticate(tunnel, request.head().orElseThrow(), realm.get(), pass);
        }
    }

    /** A certificate counts where no password is sent: who sends one wants to be known by that. */
    private void authenticate(Tunnel tunnel, RequestHead head, Realm realm, Runnable pass) {
        try {
            Optional<Credentials> credentials = BasicScheme.credentials(head);
            if (credentials.isPresent()) {
                PendingLogin login = new PendingLogin(tunnel, realm, pass);
                authenticator.authenticate(
                        realm, credentials.get(), tunnel.requester().address(), login);
            } else if (tunnel.requester().identity().isPresent()) {
                pass.run();
            } else {
                tunnel.refuse(
                        Rejections.challenge(realm, "This proxy asks who you are, and the request does not say."));
            }
        } catch (BadCredentialsException e) {
            tunnel.refuse(Rejections.challenge(realm, "Proxy-Authorization cannot be used: " + e.getMessage() + "."));
        } catch (BadRequestException e) {
            tunnel.refuse(Rejections.of(e));
        }
    }
}
