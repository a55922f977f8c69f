package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.policy.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientCertificateTest {
    private static final Certificates SERVERS = Certificates.authority("Servers");
    private static final Certificates CLIENTS = Certificates.authority("Clients");
    private static final Credential SERVER = SERVERS.server("a.example");
    private static final Credential ALICE = CLIENTS.client("CN=alice, O=Test");

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aVerifiedClientIsKnown(String version) throws Exception {
        TlsContext server = server(ClientCertificate.REQUIRE, ClientIdentity.SUBJECT);

        assertThat(identity(server, version, Optional.of(ALICE))).contains(new Identity("alice", Set.of()));
    }

    @Test
    void anIntermediateOfTheClientIsEnough() throws Exception {
        Credential below = CLIENTS.intermediate("Below").client("CN=bob");
        TlsContext server = server(ClientCertificate.REQUIRE, ClientIdentity.SUBJECT);

        assertThat(identity(server, "TLSv1.3", Optional.of(below))).contains(new Identity("bob", Set.of()));
    }

    @Test
    void whoIsNotAskedIsNotKnown() throws Exception {
        assertThat(identity(TlsServers.with(SERVER), "TLSv1.3", Optional.of(ALICE)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whoIsOnlyAskedMayGoWithout(String version) throws Exception {
        TlsContext server = server(ClientCertificate.REQUEST, ClientIdentity.SUBJECT);

        assertThat(identity(server, version, Optional.empty())).isEmpty();
        assertThat(identity(server, version, Optional.of(ALICE))).contains(new Identity("alice", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whoMustHaveOneMayNot(String version) {
        refused(server(ClientCertificate.REQUIRE, ClientIdentity.SUBJECT), version, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST", "REQUIRE"})
    void aCertificateMustBeValid(ClientCertificate demand) {
        TlsContext server = server(demand, ClientIdentity.SUBJECT);
        Credential expired = CLIENTS.issue(new Certificates.Draft("CN=alice")
                .purpose(KeyPurposeId.id_kp_clientAuth)
                .valid(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofDays(1)));

        refused(server, "TLSv1.3", Optional.of(expired));
        refused(server, "TLSv1.3", Optional.of(SERVERS.client("CN=alice")));
        refused(server, "TLSv1.3", Optional.of(CLIENTS.server("alice.example")));
    }

    @Test
    void theSubjectStandsInForAMissingCommonName() throws Exception {
        TlsContext server = server(ClientCertificate.REQUIRE, ClientIdentity.SUBJECT);

        assertThat(identity(server, "TLSv1.3", Optional.of(CLIENTS.client("OU=Robots, O=Test"))))
                .contains(new Identity("OU=Robots,O=Test", Set.of()));
    }

    @Test
    void ofSeveralCommonNamesTheMostSpecificCounts() throws Exception {
        TlsContext server = server(ClientCertificate.REQUIRE, ClientIdentity.SUBJECT);

        assertThat(identity(server, "TLSv1.3", Optional.of(CLIENTS.client("CN=carol\\, jr, CN=people"))))
                .contains(new Identity("carol, jr", Set.of()));
    }

    @Test
    void alternativeNamesHaveAnOrder() throws Exception {
        GeneralName email = new GeneralName(GeneralName.rfc822Name, "alice@a.example");
        GeneralName host = new GeneralName(GeneralName.dNSName, "pc.a.example");
        GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://a.example/alice");

        assertThat(san(uri, host, email)).contains(new Identity("alice@a.example", Set.of()));
        assertThat(san(uri, host)).contains(new Identity("pc.a.example", Set.of()));
        assertThat(san(uri)).contains(new Identity("spiffe://a.example/alice", Set.of()));
    }

    @Test
    void theSubjectIsNoAlternativeName() throws Exception {
        assertThat(san()).isEmpty();
        assertThat(san(new GeneralName(GeneralName.iPAddress, "127.0.0.1"))).isEmpty();
    }

    private static Optional<Identity> san(GeneralName... names) throws SSLException {
        Credential client = CLIENTS.client("CN=alice", names);
        return identity(server(ClientCertificate.REQUIRE, ClientIdentity.SAN), "TLSv1.3", Optional.of(client));
    }

    private static TlsContext server(ClientCertificate demand, ClientIdentity identity) {
        return TlsServers.asking(demand, CLIENTS, identity, SERVER);
    }

    private static Optional<Identity> identity(TlsContext server, String version, Optional<Credential> own)
            throws SSLException {
        return server.identity(handshake(server, version, own).run().server.getSession());
    }

    private static void refused(TlsContext server, String version, Optional<Credential> own) {
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(handshake(server, version, own)::run);
    }

    private static Handshake handshake(TlsContext server, String version, Optional<Credential> own) {
        SSLContext client = Handshake.client(SERVERS.certificate(), own);
        return new Handshake(
                Handshake.engine(client, "a.example", parameters -> parameters.setProtocols(new String[] {version})),
                server.engine());
    }
}
