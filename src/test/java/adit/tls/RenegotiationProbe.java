package adit.tls;

import java.util.Optional;
import javax.net.ssl.SSLException;

/** A program for {@link RenegotiationTest}: tries to renegotiate and prints what comes of it. */
final class RenegotiationProbe {
    private RenegotiationProbe() {}

    public static void main(String[] args) throws SSLException {
        Certificates authority = Certificates.authority("Test");
        Handshake done = new Handshake(
                        Handshake.engine(
                                Handshake.client(authority.certificate(), Optional.empty()),
                                "a.example",
                                parameters -> parameters.setProtocols(new String[] {"TLSv1.2"})),
                        TlsServers.with(authority.server("a.example")).engine())
                .run();
        done.client.beginHandshake();
        try {
            done.run();
            System.out.println("renegotiated");
        } catch (SSLException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
