package adit.tls;

import adit.policy.Identity;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/**
 * The proxy's end of one client's TLS.
 *
 * @param engine in server mode, with everything set
 * @param identities tells by the session of the engine who the client has proved to be
 */
public record ServerEnd(SSLEngine engine, Function<SSLSession, Optional<Identity>> identities) {

    /** Who the client has proved to be, once the handshake is done. */
    public Optional<Identity> identity() {
        return identities.apply(engine.getSession());
    }
}
