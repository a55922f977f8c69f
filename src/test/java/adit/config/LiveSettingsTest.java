package adit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.http.Target;
import adit.tls.Certificates;
import adit.tls.Credential;
import adit.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveSettingsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Certificates AUTHORITY = Certificates.authority("Test");

    @TempDir
    private Path folder;

    private Instant now = START;
    private Path file;

    @BeforeEach
    void anEmptyFile() throws IOException {
        file = folder.resolve("adit.yaml");
        write("");
    }

    @Test
    void aWrongConfigurationRefusesToStart() throws Exception {
        write("open_proxy: yes");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::start)
                .withMessage(file + ":1:13: open_proxy: found 'yes', which YAML 1.1 reads as a boolean;"
                        + " allowed: true or false");
    }

    @Test
    void theFirstGenerationIsOne() throws Exception {
        LiveSettings live = start();

        assertThat(live.generation()).isEqualTo(1);
        assertThat(live.lastReload()).isEmpty();
    }

    @Test
    void aReloadAppliesWhatNewTunnelsGoBy() throws Exception {
        LiveSettings live = start();
        write(
                "client_connection: {initiation_timeout: 1s, relay_policy: {max_rate_bps: 1mb}}",
                "target_connection: {connect_timeout: 2s, allowed_targets: 'example', relay_policy: {idle_timeout: 1s}}",
                "policy: {allowed_ports: {connect: any}, allowed_addresses: ['127.0.0.0/8']}",
                "shutdown: {drain_timeout: 3s}");
        now = START.plusSeconds(60);

        Reload reload = live.reload();

        assertThat(reload)
                .isEqualTo(new Reload(
                        2,
                        START.plusSeconds(60),
                        List.of(
                                "client_connection.initiation_timeout",
                                "client_connection.relay_policy",
                                "target_connection.connect_timeout",
                                "target_connection.allowed_targets",
                                "target_connection.relay_policy",
                                "policy.allowed_ports",
                                "policy.allowed_addresses",
                                "shutdown.drain_timeout"),
                        List.of(),
                        List.of(),
                        List.of()));
        assertThat(live.generation()).isEqualTo(2);
        assertThat(live.lastReload()).contains(reload);
        assertThat(live.current().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aReloadOfTheSameChangesNothing() throws Exception {
        write("target_connection: {allowed_targets: 'example'}", "policy: {allowed_addresses: ['::1/128']}");
        LiveSettings live = start();

        Reload reload = live.reload();

        assertThat(reload.succeeded()).isTrue();
        assertThat(reload.message()).isEqualTo("generation 2 in force; nothing changed");
    }

    @Test
    void aReloadReadsTheBlockListsAnew() throws Exception {
        Files.writeString(folder.resolve("ads.txt"), "ads.example");
        write("policy: {block_lists: [ads.txt]}");
        LiveSettings live = start();
        assertThat(live.reload().applied()).isEmpty();
        Files.writeString(folder.resolve("ads.txt"), "tracker.example");

        assertThat(live.reload().applied()).containsExactly("policy.block_lists (entries: 1)");
        assertThat(live.current().policyOf("main").blocked().match(Target.parse("tracker.example:443")))
                .contains("ads.txt:1");
    }

    @Test
    void aBadReloadKeepsWhatRunsAndSaysWhy() throws Exception {
        LiveSettings live = start();
        Settings before = live.current();
        write("target_connection:", "  connect_timeout: 0s", "  dns_cache_ttl: soon");

        Reload reload = live.reload();

        assertThat(live.current()).isSameAs(before);
        assertThat(reload.succeeded()).isFalse();
        assertThat(reload.message())
                .isEqualTo("refused; generation 1 stays in force:\n"
                        + file + ":2:20: target_connection.connect_timeout: found '0s'; allowed: a duration from 1ms"
                        + " to 7d, such as 250ms, 10s, 5m, 1h or 7d\n"
                        + file + ":3:18: target_connection.dns_cache_ttl: found 'soon'; allowed: 0 for none, or a"
                        + " duration up to 7d, such as 250ms, 10s, 5m, 1h or 7d");
        assertThat(live.lastReload()).contains(reload);
    }

    @Test
    void aFileThatIsGoneKeepsWhatRuns() throws Exception {
        LiveSettings live = start();
        Files.delete(file);

        assertThat(live.reload().message())
                .isEqualTo("refused; generation 1 stays in force:\n" + file + ": does not exist");
    }

    @Test
    void theGenerationGoesOnAfterABadReload() throws Exception {
        LiveSettings live = start();
        write("[");
        live.reload();
        write("shutdown: {drain_timeout: 1s}");

        assertThat(live.reload().message()).isEqualTo("generation 2 in force; changed: shutdown.drain_timeout");
    }

    @Test
    void whatTheProcessWasBuiltOnWaitsForARestart() throws Exception {
        LiveSettings live = start();
        Settings started = live.current();
        write(
                "listeners: [{address: '127.0.0.1:9090'}]",
                "limits: {head_size: 1kb}",
                "dns: {resolver: system}",
                "relay: {data_path: copy}",
                "shutdown: {drain_timeout: 1s}");

        for (int generation = 2; generation < 4; generation++) {
            Reload reload = live.reload();
            assertThat(reload.pending())
                    .containsExactly("listeners", "relay.data_path", "dns.resolver", "limits.head_size");
            assertThat(reload.message())
                    .startsWith("generation " + generation)
                    .endsWith("\nneeds a restart: listeners, relay.data_path, dns.resolver, limits.head_size");
        }
        assertThat(live.current().listeners()).isEqualTo(started.listeners());
        assertThat(live.current().limits()).isEqualTo(started.limits());
        assertThat(live.current().dns()).isEqualTo(started.dns());
        assertThat(live.current().drainTimeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aReloadReadsTheCertificatesAnew() throws Exception {
        LiveSettings live = start(AUTHORITY.server("a.example"));
        TlsContext before = tls(live);
        certify(AUTHORITY.server("b.example"));

        assertThat(live.reload().message()).isEqualTo("generation 2 in force; changed: listeners.tls");
        assertThat(tls(live)).isNotEqualTo(before);
        assertThat(tls(live).certificates().get(0).names()).containsExactly("b.example");
        assertThat(live.reload().message()).isEqualTo("generation 3 in force; nothing changed");
    }

    @Test
    void certificatesThatAreTheSameGoOnWithTheirSessions() throws Exception {
        LiveSettings live = start(AUTHORITY.server("a.example"));
        TlsContext before = tls(live);

        assertThat(live.reload().succeeded()).isTrue();
        assertThat(tls(live)).isSameAs(before);
    }

    @Test
    void aBadCertificateKeepsTheOneThatRuns() throws Exception {
        LiveSettings live = start(AUTHORITY.server("a.example"));
        TlsContext before = tls(live);
        Files.writeString(folder.resolve("a.pem"), "");

        assertThat(live.reload().message())
                .startsWith("refused; generation 1 stays in force:\n")
                .endsWith("has no certificate in PEM");
        assertThat(tls(live)).isSameAs(before);
    }

    @Test
    void aCertificateThatExpiredIsPutInForceWithAWarning() throws Exception {
        Credential credential = AUTHORITY.server("a.example");
        LiveSettings live = start(credential);
        now = credential.certificate().getNotAfter().toInstant().plusSeconds(1);

        assertThat(live.reload().isClean()).isFalse();
        assertThat(live.lastReload().orElseThrow().message())
                .isEqualTo("generation 2 in force; nothing changed\nwarning: listener main: the certificate for"
                        + " 'CN=a.example' expired at 2120-01-01T00:00:00Z");
    }

    @Test
    void aListenerThatBecomesAnotherKeepsItsCertificatesUntilTheRestart() throws Exception {
        LiveSettings live = start(AUTHORITY.server("a.example"));
        TlsContext before = tls(live);
        write("");

        assertThat(live.reload().message())
                .isEqualTo("generation 2 in force; nothing changed\nneeds a restart: listeners");
        assertThat(tls(live)).isSameAs(before);
    }

    @Test
    void aReloadCannotEndTheDemandForCertificates() throws Exception {
        certify(AUTHORITY.server("a.example"));
        Files.writeString(folder.resolve("ca.pem"), Certificates.pem(AUTHORITY.certificate()));
        String secure = "listeners: [{mode: https, tls: {certificate: a.pem, key: a.key, client_ca: ca.pem,"
                + " client_certificate: %s}}]";
        write(secure.formatted("require"));
        LiveSettings live = start();
        write(secure.formatted("request"));

        assertThat(live.reload().message())
                .isEqualTo("generation 2 in force; nothing changed\nneeds a restart: listeners.tls");
        assertThat(tls(live).requiresCertificate()).isTrue();
    }

    private LiveSettings start(Credential credential) throws Exception {
        certify(credential);
        write("listeners: [{mode: https, tls: {certificate: a.pem, key: a.key, client_certificate: none}}]");
        return start();
    }

    private void certify(Credential credential) throws IOException {
        Files.writeString(folder.resolve("a.pem"), Certificates.pem(credential.certificate()));
        Path key = Files.writeString(folder.resolve("a.key"), Certificates.pem(credential.key()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private static TlsContext tls(LiveSettings live) {
        return live.current().listener("main").tls().orElseThrow();
    }

    private LiveSettings start() throws ConfigurationException {
        return new LiveSettings(new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()), () -> now);
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines));
    }
}
