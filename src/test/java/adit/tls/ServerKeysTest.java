package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import adit.tls.ServerKeys.Offer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One name, two kinds of key. */
final class ServerKeysTest {
    private static final Certificates AUTHORITY = Certificates.authority("Test");
    private static final SSLContext CLIENT = Handshake.client(AUTHORITY.certificate(), Optional.empty());
    private static final Credential RSA = AUTHORITY.serverWith("RSA", "a.example");
    private static final Credential ELLIPTIC = AUTHORITY.server("a.example");
    private static final ServerKeys KEYS = new ServerKeys(List.of(RSA, ELLIPTIC));

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theEllipticKeyIsPreferred(String version) throws Exception {
        Handshake done = new Handshake(
                        Handshake.engine(
                                CLIENT, "a.example", parameters -> parameters.setProtocols(new String[] {version})),
                        TlsServers.with(RSA, ELLIPTIC).engine())
                .run();

        assertThat(done.client.getSession().getPeerCertificates()[0]).isEqualTo(ELLIPTIC.certificate());
    }

    @Test
    void aClientOfRsaSuitesGetsTheOther() throws Exception {
        Handshake done = new Handshake(
                        Handshake.engine(
                                CLIENT,
                                "a.example",
                                parameters -> parameters.setCipherSuites(
                                        new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"})),
                        TlsServers.with(ELLIPTIC, RSA).engine())
                .run();

        assertThat(done.client.getSession().getPeerCertificates()[0]).isEqualTo(RSA.certificate());
    }

    @Test
    void aClientThatNamesRsaFirstGetsTheEllipticKeyNevertheless() {
        Offer offer = offer("SHA256withRSA", "RSASSA-PSS", "SHA256withECDSA");

        assertThat(KEYS.choose("RSASSA-PSS", offer)).isEmpty();
        assertThat(KEYS.choose("RSA", offer)).isEmpty();
        assertThat(KEYS.choose("EC", offer)).contains(ELLIPTIC);
    }

    @Test
    void aClientThatCannotVerifyTheCurveGetsRsa() {
        assertThat(KEYS.choose("RSA", offer("SHA384withECDSA", "SHA256withRSA")))
                .contains(RSA);
    }

    private static Offer offer(String... signatures) {
        return new Offer(Optional.of("a.example"), "TLSv1.3", List.of(signatures));
    }
}
