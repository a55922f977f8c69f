package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.http.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminKeysTest {
    private static final String LOOPBACK = "allowed: a loopback address and a port from 0 (any free one) to 65535, such"
            + " as 127.0.0.1:8081, [::1]:8081 or localhost:8081";

    @TempDir
    private Path folder;

    @Test
    void everyKeyIsRead() throws Exception {
        AdminSettings admin = load(
                        "admin:",
                        "  address: '[::1]:8081'",
                        "  pac: {host: Proxy.Example, direct: [localhost, '*.corp.example', 192.0.2.1], wpad: true}")
                .admin();

        assertThat(admin.address().map(ListenAddress::text)).contains("[::1]:8081");
        assertThat(admin.pac().host().map(Host::text)).contains("proxy.example");
        assertThat(admin.pac().direct())
                .extracting(Object::toString)
                .containsExactly("localhost", "*.corp.example", "192.0.2.1");
        assertThat(admin.pac().wpad()).isTrue();
    }

    @Test
    void byDefaultNothingIsServed() throws Exception {
        assertThat(Loading.defaults().admin()).isEqualTo(AdminSettings.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8081", "[::]:8081", "192.0.2.1:8081", "admin.example:8081", "127.0.0.1"})
    void onlyAddressesOfLoopbackAreAccepted(String address) {
        assertThat(problems("admin: {address: '" + address + "'}"))
                .containsExactly("adit.yaml:1:18: admin.address: found '" + address + "'; " + LOOPBACK);
    }

    @Test
    void itsPortIsNoListeners() {
        assertThat(problems(
                        "listeners: [{name: main, address: '127.0.0.2:8081'}]", "admin: {address: '127.0.0.1:8081'}"))
                .containsExactly("adit.yaml:2:18: admin.address: found '127.0.0.1:8081', the port of listener main;"
                        + " allowed: a port of its own");
        assertThat(problems("listeners: [{name: main, address: '127.0.0.2:0'}]", "admin: {address: '127.0.0.1:0'}"))
                .isEmpty();
    }

    @Test
    void anExpressionCannotBeTakenToBrowsers() {
        assertThat(problems("admin: {pac: {direct: ['~corp']}}"))
                .containsExactly("adit.yaml:1:24: admin.pac.direct[0]: found '~corp'; allowed: a name, *.name for every"
                        + " name below it, or an IP address");
    }

    @Test
    void theHostIsOne() {
        assertThat(problems("admin: {pac: {host: 'a\"; alert(1)'}}"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:1:21: admin.pac.host: found 'a\"; alert(1)' (")
                .endsWith("allowed: a host name or an IP address, such as proxy.example");
    }

    @Test
    void aReloadChangesWhatBrowsersAreToldAndLeavesTheAddressToARestart() throws Exception {
        Path file = Files.writeString(folder.resolve("adit.yaml"), "admin: {address: '127.0.0.1:8081'}");
        LiveSettings live =
                new LiveSettings(new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()), () -> Instant.EPOCH);

        Files.writeString(file, "admin: {address: '127.0.0.1:8082', pac: {wpad: true}}");
        Reload reload = live.reload();

        assertThat(reload.applied()).containsExactly("admin.pac");
        assertThat(reload.pending()).containsExactly("admin.address");
        assertThat(live.current().admin().address().map(ListenAddress::text)).contains("127.0.0.1:8081");
        assertThat(List.of(live.reloadTotal(), live.refusedReloadTotal())).containsExactly(1L, 0L);
    }

    private Path token(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private List<String> problemsOf(String name) {
        return problems("admin: {token_file: '" + folder.resolve(name) + "'}");
    }

    @Test
    void theTokenIsReadFromItsFileAndShownNowhere() throws Exception {
        Path file = token("correct-horse-battery-staple\n", "rw-r-----");
        Settings settings = load("admin: {token_file: '" + file + "'}");

        assertThat(settings.admin().token().orElseThrow().matches("correct-horse-battery-staple"))
                .isTrue();
        assertThat(settings.toString()).doesNotContain("horse");
        assertThat(settings.values().toString()).contains(file.toString()).doesNotContain("horse");
    }

    @Test
    void aFileThatHasNoTokenOrThatOthersMayReadIsRefused() throws Exception {
        String found = "adit.yaml:1:21: admin.token_file: ";
        assertThat(problemsOf("token")).containsExactly(found + "'" + folder.resolve("token") + "' does not exist");
        token("too-short", "rw-------");
        assertThat(problemsOf("token"))
                .containsExactly(found + "found '" + folder.resolve("token") + "', which has no token; allowed: one"
                        + " line of 20 to 256 visible ASCII characters, such as openssl rand -hex 32 writes");
        token("correct-horse-battery-staple", "rw-r--r--");
        assertThat(problemsOf("token"))
                .containsExactly(found + "found '" + folder.resolve("token") + "', which every user of this machine"
                        + " may read; allowed: a file that others may not read (chmod 600)");
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        assertThat(problemsOf("directory"))
                .singleElement()
                .asString()
                .startsWith(found + "'" + directory + "' cannot be read");
    }

    @Test
    void aReloadReadsTheTokenAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("adit.yaml"), "admin: {token_file: token}");
        token("correct-horse-battery-staple", "rw-------");
        LiveSettings live =
                new LiveSettings(new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()), () -> Instant.EPOCH);
        assertThat(live.reload().applied()).isEmpty();

        token("another-horse-battery-staple", "rw-------");
        assertThat(live.reload().applied()).containsExactly("admin.token_file");
        assertThat(live.current().admin().token().orElseThrow().matches("another-horse-battery-staple"))
                .isTrue();
        token("", "rw-------");
        assertThat(live.reload().succeeded()).isFalse();
        assertThat(live.current().admin().token()).isPresent();
    }
}
