package adit.net;

import adit.policy.Identity;
import adit.policy.Requester;
import java.util.Optional;

/** Who the client of a connection is, as far as that is known by now. Belongs to the processor's thread. */
final class ClientIdentity {
    private final TunnelSession session;
    private Identity certified;
    private Identity authenticated;

    ClientIdentity(TunnelSession session) {
        this.session = session;
    }

    /** Who the client is by its certificate, whatever it asks for. */
    void certified(Identity identity) {
        certified = identity;
    }

    /** Who the client is as far as its present request is concerned; null where that does not say. */
    void authenticated(Identity identity) {
        authenticated = identity;
    }

    Optional<Identity> known() {
        return Optional.ofNullable(authenticated).or(() -> Optional.ofNullable(certified));
    }

    /** Who asks. */
    Requester requester(String listener) {
        return new Requester(session.getRemoteAddress().getAddress(), listener, known());
    }
}
