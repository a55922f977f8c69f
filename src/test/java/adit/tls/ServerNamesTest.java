package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerNamesTest {
    private static final Certificates AUTHORITY = Certificates.authority("Test");
    private static final SSLContext CLIENT = Handshake.client(AUTHORITY.certificate(), Optional.empty());

    private static final Credential FIRST = AUTHORITY.server("first.example");
    private static final Credential WILDCARD = AUTHORITY.server("*.example", "*.Deep.example");
    private static final Credential EXACT = AUTHORITY.server("A.example", "b.example");
    private static final Credential NO_ALTERNATIVE = AUTHORITY.issue(new Certificates.Draft("O=Test, CN=old.example"));
    private static final ServerNames NAMES = new ServerNames(List.of(FIRST, WILDCARD, EXACT, NO_ALTERNATIVE));

    @ParameterizedTest
    @ValueSource(strings = {"a.example", "A.EXAMPLE", "b.example"})
    void theVeryNameWins(String name) {
        assertThat(NAMES.find(Optional.of(name))).containsExactly(EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.example", "x.deep.example"})
    void aWildcardStandsForOneLabel(String name) {
        assertThat(NAMES.find(Optional.of(name))).containsExactly(WILDCARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example", "x.y.example", "other.test", "*"})
    void theFirstIsForAllOthers(String name) {
        assertThat(NAMES.find(Optional.of(name))).containsExactly(FIRST);
        assertThat(NAMES.find(Optional.empty())).containsExactly(FIRST);
    }

    @Test
    void theCommonNameCountsWhereThereIsNoOther() {
        assertThat(NAMES.find(Optional.of("old.example"))).containsExactly(NO_ALTERNATIVE);
    }

    @Test
    void theFirstStandsWithItsTwin() {
        Credential twin = AUTHORITY.serverWith("RSA", "first.example");

        assertThat(new ServerNames(List.of(FIRST, EXACT, twin)).find(Optional.empty()))
                .containsExactly(FIRST, twin);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, a.example", "TLSv1.2, b.example", "TLSv1.3, c.example", "TLSv1.2, other.test"})
    void aHandshakeGetsTheCertificateOfItsName(String version, String name) throws Exception {
        TlsContext server = TlsServers.with(FIRST, WILDCARD, EXACT, NO_ALTERNATIVE);
        Handshake done = new Handshake(
                        Handshake.engine(CLIENT, name, parameters -> parameters.setProtocols(new String[] {version})),
                        server.engine())
                .run();

        X509Certificate expected = NAMES.find(Optional.of(name)).get(0).certificate();
        assertThat(done.client.getSession().getPeerCertificates()[0]).isEqualTo(expected);
    }
}
