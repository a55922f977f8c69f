package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.tcp.KeepAlive;
import adit.tcp.TcpOptions;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TcpKeysTest {
    private static final KeepAlive NO_PROBES = new KeepAlive(Duration.ZERO, Duration.ofSeconds(10), 6);
    private static final TcpOptions USUAL = new TcpOptions(true, NO_PROBES, 0, 0, Duration.ZERO);

    @Test
    void whatIsNotSaidIsLeftToTheSystem() throws Exception {
        assertThat(load("").tcp()).isEqualTo(new Settings.Tcp(USUAL, USUAL));
    }

    @Test
    void eachSideHasItsOwn() throws Exception {
        Settings settings = load(
                "client_connection:",
                "  tcp: {nodelay: false, keep_alive: {idle: 1m, interval: 5s, count: 3}, send_buffer: 64kb}",
                "target_connection:",
                "  tcp: {receive_buffer: 1mb}");

        KeepAlive probes = new KeepAlive(Duration.ofMinutes(1), Duration.ofSeconds(5), 3);
        assertThat(settings.tcp())
                .isEqualTo(new Settings.Tcp(
                        new TcpOptions(false, probes, 64 * 1024, 0, Duration.ZERO),
                        new TcpOptions(true, NO_PROBES, 0, 1024 * 1024, Duration.ZERO)));
    }

    @ParameterizedTest
    @CsvSource({
        "keep_alive: {idle: 1500ms}, keep_alive.idle, 0 for none",
        "keep_alive: {idle: 10h}, keep_alive.idle, 0 for none",
        "keep_alive: {interval: 0}, keep_alive.interval, from 1s to 9h",
        "keep_alive: {count: 128}, keep_alive.count, from 1 to 127",
        "send_buffer: 2gb, send_buffer, up to 1gb",
        "nodelay: 1, nodelay, true or false",
    })
    void whatCannotBeSetIsRefused(String line, String key, String allowed) {
        assertThat(problems("target_connection:", "  tcp: {" + line + "}"))
                .singleElement()
                .asString()
                .contains("target_connection.tcp." + key + ": ")
                .contains(allowed);
    }

    @Test
    void aTimeoutIsAcceptedWhereTheJdkCanSetIt() throws Exception {
        String[] lines = {"client_connection:", "  tcp: {user_timeout: 20s}"};
        boolean known;
        try (SocketChannel channel = SocketChannel.open()) {
            known = channel.supportedOptions().stream().map(SocketOption::name).anyMatch("TCP_USER_TIMEOUT"::equals);
        }
        if (known) {
            assertThat(load(lines).tcp().client().userTimeout()).isEqualTo(Duration.ofSeconds(20));
        } else {
            assertThat(problems(lines))
                    .singleElement()
                    .asString()
                    .endsWith(":2:23: client_connection.tcp.user_timeout: is not supported by this JDK; allowed: 0");
        }
    }

    @Test
    void aReloadChangesAllButAReceiveBufferThatIsToBeTheSystemsAgain(@TempDir Path directory) throws Exception {
        Path file =
                Files.writeString(directory.resolve("adit.yaml"), "client_connection: {tcp: {receive_buffer: 64kb}}");
        LiveSettings live = new LiveSettings(
                new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()), adit.time.WallClock.SYSTEM);

        Files.writeString(file, "client_connection: {tcp: {receive_buffer: 32kb}}");
        assertThat(live.reload().message()).endsWith("changed: client_connection.tcp");
        assertThat(live.current().tcp().client().receiveBuffer()).isEqualTo(32 * 1024);

        Files.writeString(file, "client_connection: {tcp: {nodelay: false}}");
        assertThat(live.reload().message())
                .endsWith("changed: client_connection.tcp\nneeds a restart: client_connection.tcp.receive_buffer");
        assertThat(live.current().tcp().client())
                .isEqualTo(new TcpOptions(false, NO_PROBES, 0, 32 * 1024, Duration.ZERO));
    }
}
