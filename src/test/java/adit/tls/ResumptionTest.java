package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import adit.policy.Identity;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResumptionTest {
    private static final Certificates AUTHORITY = Certificates.authority("Test");
    private static final Credential SERVER = AUTHORITY.server("a.example");
    private static final String MARK = "seen";
    private static final Identity ALICE = new Identity("alice", Set.of());

    private final SSLContext client =
            Handshake.client(AUTHORITY.certificate(), Optional.of(AUTHORITY.client("CN=alice")));

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientThatReturnsResumesItsSession(String version) throws Exception {
        TlsContext server = TlsServers.with(SERVER);

        assertThat(resumed(shake(server, version))).isFalse();
        assertThat(resumed(shake(server, version))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whoResumesIsStillKnown(String version) throws Exception {
        TlsContext server = TlsServers.asking(ClientCertificate.REQUIRE, AUTHORITY, ClientIdentity.SUBJECT, SERVER);
        assertThat(resumed(shake(server, version))).isFalse();

        Handshake again = shake(server, version);

        assertThat(resumed(again)).isTrue();
        assertThat(server.identity(again.server.getSession())).contains(ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void noSessionGoesOnUnderOtherSettings(String version) throws Exception {
        assertThat(resumed(shake(TlsServers.with(SERVER), version))).isFalse();
        Credential renewed = AUTHORITY.server("a.example");

        Handshake again = shake(TlsServers.with(renewed), version);

        assertThat(resumed(again)).isFalse();
        assertThat(again.client.getSession().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whatIsKeptIsBounded(String version) throws Exception {
        SSLSessionContext sessions =
                shake(TlsServers.with(SERVER), version).server.getSession().getSessionContext();

        assertThat(sessions.getSessionCacheSize()).isEqualTo(10_000);
        assertThat(sessions.getSessionTimeout())
                .isEqualTo((int) Duration.ofHours(1).toSeconds());
    }

    private Handshake shake(TlsContext server, String version) throws SSLException {
        return new Handshake(
                        Handshake.engine(
                                client, "a.example", parameters -> parameters.setProtocols(new String[] {version})),
                        server.engine())
                .run();
    }

    /** What is bound to a session goes with it. */
    private static boolean resumed(Handshake done) {
        boolean known = done.client.getSession().getValue(MARK) != null;
        done.client.getSession().putValue(MARK, MARK);
        return known;
    }
}
