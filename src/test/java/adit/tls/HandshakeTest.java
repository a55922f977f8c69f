package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server accepts of a client's offers. */
final class HandshakeTest {
    private static final Certificates AUTHORITY = Certificates.authority("Test");
    private static final SSLContext CLIENT = Handshake.client(AUTHORITY.certificate(), Optional.empty());
    private static final TlsContext ELLIPTIC = TlsServers.with(AUTHORITY.server("a.example"));
    private static final TlsContext RSA = TlsServers.with(AUTHORITY.serverWith("RSA", "a.example"));

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    })
    void theServerChoosesTheSuite(String version, String elliptic, String rsa) throws Exception {
        // The client would rather have another.
        Consumer<SSLParameters> offers = change(version, parameters -> {
            String[] suites = parameters.getCipherSuites();
            Collections.reverse(Arrays.asList(suites));
            parameters.setCipherSuites(suites);
        });

        assertThat(shake(ELLIPTIC, offers).client.getSession().getCipherSuite()).isEqualTo(elliptic);
        assertThat(shake(RSA, offers).client.getSession().getCipherSuite()).isEqualTo(rsa);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_256_GCM_SHA384",
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
            })
    void aClientMayHaveAnotherModernSuite(String suite) throws Exception {
        Handshake done = shake(RSA, parameters -> parameters.setCipherSuites(new String[] {suite}));

        assertThat(done.client.getSession().getCipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
            })
    void anOldSuiteIsRefused(String suite) {
        refused(RSA, "handshake_failure", change("TLSv1.2", p -> p.setCipherSuites(new String[] {suite})));
    }

    @Test
    void theOldestVersionsAreOff() {
        assertThat(RSA.engine().getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @Test
    void aClientThatSpeaksHttp1IsToldSo() throws Exception {
        Handshake done = shake(ELLIPTIC, protocols("h2", "http/1.1"));

        assertThat(done.client.getApplicationProtocol()).isEqualTo("http/1.1");
        assertThat(done.server.getApplicationProtocol()).isEqualTo("http/1.1");
    }

    @Test
    void aClientThatOffersNoProtocolGetsThrough() throws Exception {
        assertThat(shake(ELLIPTIC, protocols()).client.getApplicationProtocol()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientOfOtherProtocolsAloneIsRefused(String version) {
        refused(ELLIPTIC, "no_application_protocol", change(version, protocols("h2", "spdy/3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anEdwardsKeyServesInBothVersions(String version) throws Exception {
        TlsContext server = TlsServers.with(AUTHORITY.serverWith("Ed25519", "a.example"));

        assertThat(shake(server, change(version, parameters -> {}))
                        .client
                        .getSession()
                        .getProtocol())
                .isEqualTo(version);
    }

    private static Consumer<SSLParameters> protocols(String... names) {
        return parameters -> parameters.setApplicationProtocols(names);
    }

    private static Consumer<SSLParameters> change(String version, Consumer<SSLParameters> more) {
        return parameters -> {
            parameters.setProtocols(new String[] {version});
            more.accept(parameters);
        };
    }

    private static Handshake shake(TlsContext server, Consumer<SSLParameters> change) throws SSLException {
        return new Handshake(Handshake.engine(CLIENT, "a.example", change), server.engine()).run();
    }

    private static void refused(TlsContext server, String alert, Consumer<SSLParameters> change) {
        Handshake refused = new Handshake(Handshake.engine(CLIENT, "a.example", change), server.engine());
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(refused::run);
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(refused::run)
                .withMessageContaining(alert);
    }
}
