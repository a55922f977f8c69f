package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.time.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy with all its parts: what management shows and does while real tunnels run. */
class ProxyServerTest {
    private static final int BYTES = 3_000_000;
    private static final String OPEN =
            "policy:\n  allowed_ports: {connect: any}\n  allowed_addresses: [\"127.0.0.0/8\"]\n";
    private static final String BLOCKED = OPEN + "  block_lists: [\"blocked.txt\"]\n";

    private final MBeanServer management = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path folder;

    private ServerSocket target;
    private ProxyServer proxy;

    @BeforeEach
    void open() throws Exception {
        target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Files.writeString(file(), OPEN);
        ConfigurationLoader loader = new ConfigurationLoader(
                Optional.of(file()), Map.of(), Map.of("listeners.address", "127.0.0.1:0", "listeners.mode", "http"));
        proxy = new ProxyServer(
                new LiveSettings(loader, WallClock.SYSTEM), new ProcessPorts(Set::of), Succession.none());
    }

    @AfterEach
    void close() throws Exception {
        target.close();
        if (management.isRegistered(name("Tunnels"))) {
            await().until(() -> number("Tunnels", "LiveCount") == 0);
            assertThat(number("Tunnels", "OpenedTotal"))
                    .isEqualTo(number("Tunnels", "ClosedTotal"))
                    .isEqualTo(outcomes());
        }
        proxy.stop(Duration.ZERO, new CompletableFuture<>());
    }

    private long outcomes() throws JMException {
        return Arrays.stream((CompositeData[]) get("Tunnels", "OutcomeTotals"))
                .mapToLong(row -> (Long) row.get("total"))
                .sum();
    }

    @Test
    void whereTheConfigurationSaysSoAChangedFileIsReadByItself() throws Exception {
        Files.writeString(file(), OPEN + "reload: {watch: true, interval: 1s}\n");
        proxy.reload();
        assertThat(number("Policy", "Generation")).isEqualTo(2);

        Files.writeString(file(), OPEN + "reload: {watch: false}\n");

        await().atMost(Duration.ofSeconds(20)).until(() -> number("Policy", "Generation") == 3);
        assertThat(proxy.settings().watchInterval()).isEmpty();
    }

    @Test
    void theTotalsAreTheBytesThatTheSocketsMoved() throws Exception {
        try (Socket client = tunnel();
                Socket server = target.accept()) {
            send(client, server, BYTES);
            send(server, client, 2 * BYTES);

            assertThat(number("Tunnels", "LiveCount")).isEqualTo(1);
            assertThat(number("Tunnels", "BytesToTargetTotal")).isEqualTo(BYTES);
            assertThat(number("Tunnels", "BytesToClientTotal")).isEqualTo(2 * BYTES);
        }
        await().until(() -> number("Tunnels", "ClosedTotal") == 1);
        assertThat(number("Tunnels", "OpenedTotal")).isEqualTo(1);
        assertThat(number("Tunnels", "LiveCount")).isZero();
        assertThat(number("Tunnels", "BytesToTargetTotal")).isEqualTo(BYTES);
        assertThat(number("Tunnels", "BytesToClientTotal")).isEqualTo(2 * BYTES);
    }

    @Test
    void aReloadChangesTheRulesForNewTunnelsAndLeavesTheOthersAlone() throws Exception {
        try (Socket client = tunnel();
                Socket server = target.accept()) {
            Files.writeString(folder.resolve("blocked.txt"), "127.0.0.1\n");
            Files.writeString(file(), BLOCKED);

            assertThat(reload()).contains("generation 2 in force");
            assertThat(number("Policy", "BlockedNames")).isEqualTo(1);
            try (Socket refused = connect()) {
                assertThat(answer(refused)).startsWith("HTTP/1.1 403 ");
            }
            send(client, server, 1000);
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.GARBAGE_CONFIGURATION,
            when = "before a reload",
            outcome = "refused with file, line and column; what runs stays")
    void aReloadOfABrokenFileKeepsWhatRunsAndSaysWhy() throws Exception {
        try (Socket client = tunnel();
                Socket server = target.accept()) {
            Files.writeString(file(), OPEN + "polisy: {}\n");

            assertThat(reload()).contains("adit.yaml:4:1");
            assertThat(number("Policy", "Generation")).isEqualTo(1);
            assertThat((String) get("Policy", "LastReload")).contains("adit.yaml:4:1", "polisy");
            assertThat(get("Policy", "LastReloadSucceeded")).isEqualTo(false);
            send(client, server, 1000);
            tunnel().close();
        }
    }

    @Test
    void stoppingLetsTunnelsEndAndThenReturns() throws Exception {
        try (Socket client = tunnel();
                Socket server = target.accept()) {
            CompletableFuture<Void> stopping =
                    CompletableFuture.runAsync(() -> proxy.stop(Duration.ofMinutes(1), new CompletableFuture<>()));
            await().until(() -> get("Server", "State").equals("DRAINING"));
            send(client, server, 1000);
            assertThat(stopping).isNotDone();
            client.shutdownOutput();
            server.shutdownOutput();
            stopping.join();
        }
        assertThat(management.isRegistered(name("Server"))).isFalse();
    }

    private Path file() {
        return folder.resolve("adit.yaml");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), proxy.addresses().get(0).getPort());
        socket.setSoTimeout(10_000);
        String authority = "127.0.0.1:" + target.getLocalPort();
        socket.getOutputStream()
                .write(("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Socket tunnel() throws IOException {
        Socket socket = connect();
        assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int b = socket.getInputStream().read();
            assertThat(b).as("the answer ends: %s", answer).isNotNegative();
            answer.append((char) b);
        }
        return answer.toString();
    }

    private static void send(Socket from, Socket to, int count) throws IOException {
        InputStream in = to.getInputStream();
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> read(in, count));
        from.getOutputStream().write(new byte[count]);
        assertThat(received.join()).hasSize(count);
    }

    private static byte[] read(InputStream in, int count) {
        try {
            return in.readNBytes(count);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String reload() throws JMException {
        return (String) management.invoke(name("Policy"), "reload", null, null);
    }

    private long number(String type, String attribute) throws JMException {
        return ((Number) get(type, attribute)).longValue();
    }

    private Object get(String type, String attribute) throws JMException {
        return management.getAttribute(name(type), attribute);
    }

    private static ObjectName name(String type) throws JMException {
        return new ObjectName("adit", "type", type);
    }
}
