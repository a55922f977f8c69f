package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import adit.tls.CertificateInfo;
import adit.tls.Certificates;
import adit.tls.Credential;
import adit.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsSectionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Certificates AUTHORITY = Certificates.authority("Test");
    private static final Credential ONE = AUTHORITY.server("a.example");
    private static final Credential OTHER = AUTHORITY.server("b.example");

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        write("a.pem", Certificates.pem(ONE.certificate()));
        write("a.key", Certificates.pem(ONE.key()));
        write("b.pem", Certificates.pem(OTHER.certificate()));
        write("b.key", Certificates.pem(OTHER.key()));
        write("clients.pem", Certificates.pem(AUTHORITY.certificate()));
        write("good.pass", "correct horse\n");
        write("bad.pass", "battery staple\n");
        write("empty.pem", "");
        Files.write(folder.resolve("b.p12"), Certificates.pkcs12("correct horse", OTHER));
    }

    @Test
    void aCertificateAndItsKeyAreReadFromTheFolderOfTheFile() throws Exception {
        assertThat(subjects("certificate: a.pem, key: a.key")).containsExactly("CN=a.example");
    }

    @Test
    void aKeyStoreIsReadWithItsPassword() throws Exception {
        assertThat(subjects("keystore: b.p12, password_file: good.pass")).containsExactly("CN=b.example");
    }

    @Test
    void severalCertificatesMayBeGivenInEitherWay() throws Exception {
        assertThat(
                        subjects(
                                "certificates: [{certificate: a.pem, key: a.key}, {keystore: b.p12, password_file: good.pass}]"))
                .containsExactly("CN=a.example", "CN=b.example");
    }

    @Test
    void theEnvironmentMayNameTheFiles() throws Exception {
        Map<String, String> environment = Map.of(
                "ADIT_LISTENERS_MODE", "https",
                "ADIT_LISTENERS_TLS_CERTIFICATE", folder.resolve("a.pem").toString(),
                "ADIT_LISTENERS_TLS_KEY", folder.resolve("a.key").toString());

        assertThat(new ConfigurationLoader(Optional.empty(), environment, Map.of())
                        .load()
                        .listeners())
                .singleElement()
                .matches(listener -> listener.tls().isPresent());
    }

    @Test
    void theEnvironmentHasNoListOfCertificates() {
        Map<String, String> environment = Map.of("ADIT_LISTENERS_TLS_CERTIFICATES_KEYSTORE", "a.p12");

        assertThat(Loading.problems(new ConfigurationLoader(Optional.empty(), environment, Map.of())))
                .singleElement()
                .asString()
                .startsWith("environment: ADIT_LISTENERS_TLS_CERTIFICATES_KEYSTORE: is not a known key");
    }

    @Test
    void modeHttpsNeedsACertificate() {
        assertThat(problems("listeners: [{mode: https}]"))
                .containsExactly(
                        "1:13: listeners[0].tls: found no certificate; allowed: either keystore, or certificate and"
                                + " key, or certificates");
    }

    @Test
    void otherModesHaveNone() {
        assertThat(
                        problems(
                                "listeners: [{tls: {client_certificate: none, certificates: [{certificate: a.pem, key: a.key}]}}]"))
                .containsExactly(
                        "1:40: listeners[0].tls: found it; allowed: only with mode https",
                        "1:60: listeners[0].tls: found it; allowed: only with mode https");
    }

    @Test
    void thereIsOneKindOfKey() {
        String allowed = "; allowed: either keystore, or certificate and key, or certificates";

        assertThat(tlsProblems("certificate: a.pem"))
                .containsExactly("1:13: listeners[0].tls: found one of certificate and key alone" + allowed);
        assertThat(tlsProblems("keystore: b.p12, key: a.key"))
                .containsExactly("1:13: listeners[0].tls: found one of certificate and key alone" + allowed);
        assertThat(tlsProblems("keystore: b.p12, certificate: a.pem, key: a.key"))
                .containsExactly("1:13: listeners[0].tls: found a key store and a certificate" + allowed);
        assertThat(tlsProblems("keystore: b.p12, certificates: [{certificate: a.pem, key: a.key}]"))
                .containsExactly("1:43: listeners[0].tls: found 'b.p12' beside certificates" + allowed);
        assertThat(tlsProblems("certificates: [{password_file: good.pass}]"))
                .containsExactly(
                        "1:48: listeners[0].tls.certificates[0]: found no certificate; allowed: either keystore, or"
                                + " certificate and key");
    }

    @Test
    void whatIsWrongWithAFileNamesItAndItsKey() {
        assertThat(tlsProblems("certificate: none.pem, key: none.key"))
                .containsExactly(
                        "1:46: listeners[0].tls.certificate: " + shown("none.pem") + " does not exist",
                        "1:61: listeners[0].tls.key: " + shown("none.key") + " does not exist");
        assertThat(tlsProblems("certificate: empty.pem, key: a.key"))
                .containsExactly(
                        "1:46: listeners[0].tls.certificate: " + shown("empty.pem") + " has no certificate in PEM");
        assertThat(tlsProblems("certificate: a.pem, key: b.key"))
                .containsExactly("1:46: listeners[0].tls.certificate: " + shown("a.pem")
                        + " is not for the key: its certificate is for 'CN=a.example'");
        assertThat(tlsProblems("keystore: b.p12, password_file: bad.pass"))
                .containsExactly("1:43: listeners[0].tls.keystore: " + shown("b.p12")
                        + " does not open with the password of the password file");
        assertThat(tlsProblems("keystore: b.p12"))
                .containsExactly("1:43: listeners[0].tls.keystore: " + shown("b.p12")
                        + " is encrypted and needs a password file");
        assertThat(tlsProblems("keystore: b.p12, password_file: none.pass"))
                .containsExactly("1:65: listeners[0].tls.password_file: " + shown("none.pass") + " does not exist");
        assertThat(tlsProblems("certificates: [{certificate: a.pem, key: a.key}, {keystore: a.pem}]"))
                .containsExactly("1:93: listeners[0].tls.certificates[1].keystore: " + shown("a.pem")
                        + " is no PKCS #12 key store");
        assertThat(tlsProblems("keystore: \"\\0\""))
                .containsExactly("1:43: listeners[0].tls.keystore: found '\\u0000'; allowed: a file name");
        assertThat(tlsProblems("certificate: ., key: a.key"))
                .containsExactly("1:46: listeners[0].tls.certificate: '" + folder.resolve(".")
                        + "' cannot be read: Is a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "require"})
    void clientsAreCheckedByAnAuthority(String demand) throws Exception {
        String pem = "certificate: a.pem, key: a.key, client_certificate: " + demand;

        assertThat(tls(pem + ", client_ca: clients.pem").engine())
                .matches(engine -> engine.getWantClientAuth() || engine.getNeedClientAuth());
        assertThat(tlsProblems(pem))
                .containsExactly(
                        "1:85: listeners[0].tls.client_ca: found nothing; allowed: the authorities that certify"
                                + " clients");
        assertThat(tlsProblems(pem + ", client_ca: empty.pem"))
                .singleElement()
                .asString()
                .endsWith(": listeners[0].tls.client_ca: " + shown("empty.pem") + " has no certificate in PEM");
    }

    @Test
    void aListenerThatRequiresCertificatesMayBeOpenToOthers() throws Exception {
        String listener = "listeners: [{address: '0.0.0.0:8443', mode: https, tls: {certificate: a.pem, key: a.key,"
                + " client_ca: clients.pem, client_certificate: %s}}]";

        assertThat(load(listener.formatted("require")).listeners()).hasSize(1);
        assertThat(problems(listener.formatted("request")))
                .containsExactly("1:23: listeners[0].address: found '0.0.0.0:8443', open to everyone who can reach it;"
                        + " allowed: a loopback address, authentication, client_certificate: require, a policy whose"
                        + " rules name clients or users, or open_proxy: true");
    }

    @Test
    void anAuthorityThatIsNotUsedIsRefused() {
        assertThat(tlsProblems("certificate: a.pem, key: a.key, client_ca: clients.pem"))
                .containsExactly("1:76: listeners[0].tls.client_ca: found 'clients.pem'; allowed: only with"
                        + " client_certificate: request or require");
    }

    @Test
    void secretsThatEveryoneMayReadDeserveAWarning() throws Exception {
        assertThat(warnings("certificate: a.pem, key: a.key")).isEmpty();
        Files.setPosixFilePermissions(folder.resolve("a.key"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder.resolve("good.pass"), PosixFilePermissions.fromString("rw----r--"));

        assertThat(warnings("certificate: a.pem, key: a.key"))
                .containsExactly(
                        "listener main: listeners[0].tls.key: every user of this machine may read " + shown("a.key"));
        assertThat(warnings("keystore: b.p12, password_file: good.pass"))
                .containsExactly("listener main: listeners[0].tls.password_file: every user of this machine may read "
                        + shown("good.pass"));
    }

    @Test
    void aCertificateThatExpiresDeservesAWarning() throws Exception {
        Instant end =
                tls("certificate: a.pem, key: a.key").certificates().get(0).notAfter();

        assertThat(load(listener("certificate: a.pem, key: a.key")).warnings(end.plusSeconds(1)))
                .containsExactly("listener main: the certificate for 'CN=a.example' expired at " + end);
    }

    @Test
    void noSecretIsShown() throws Exception {
        String text =
                load(listener("keystore: b.p12, password_file: good.pass")).toString();

        assertThat(text).contains("CN=b.example").doesNotContain("correct horse", "PrivateKey");
    }

    private List<String> subjects(String tls) throws Exception {
        return tls(tls).certificates().stream().map(CertificateInfo::subject).toList();
    }

    private TlsContext tls(String tls) throws Exception {
        return load(listener(tls)).listeners().get(0).tls().orElseThrow();
    }

    private List<String> warnings(String tls) throws Exception {
        return load(listener(tls)).warnings(NOW);
    }

    private List<String> tlsProblems(String tls) {
        return problems(listener(tls));
    }

    /** Without the name of the file. */
    private List<String> problems(String text) {
        return Loading.problems(loader(), Loading.bytes(text)).stream()
                .map(line -> line.replace(folder.resolve("adit.yaml") + ":", ""))
                .toList();
    }

    private Settings load(String text) throws ConfigurationException {
        return loader().load(Loading.bytes(text));
    }

    private ConfigurationLoader loader() {
        return new ConfigurationLoader(Optional.of(folder.resolve("adit.yaml")), Map.of(), Map.of());
    }

    private static String listener(String tls) {
        return "listeners: [{mode: https, tls: {" + tls + "}}]";
    }

    private String shown(String name) {
        return "'" + folder.resolve(name) + "'";
    }

    private void write(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
