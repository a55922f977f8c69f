package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.app.Installation.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Bad days of the real process. */
class ProcessFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OPEN =
            "policy: {allowed_ports: {connect: any}, allowed_addresses: [\"127.0.0.0/8\"]}\n";

    @TempDir
    Path scratch;

    private Installation installation;
    private Tunnels tunnels;

    @BeforeEach
    void unpack() throws Exception {
        installation = Installation.unpack(scratch);
        tunnels = new Tunnels();
        configure("");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        tunnels.close();
        Result stop = installation.tunnel("stop");
        assertThat(stop.code()).as(stop.output()).isZero();
        assertThat(installation.tunnel("status").code()).isEqualTo(3);
    }

    private void configure(String more) throws IOException {
        Files.writeString(installation.home.resolve("conf/adit.yaml"), OPEN + more);
    }

    private int start() throws Exception {
        return started(installation.tunnel("start", "--bind", "127.0.0.1:0"));
    }

    /** By a shell that has run these commands before. */
    private int startAfter(String commands) throws Exception {
        return started(installation.execute(
                "bash",
                "-c",
                commands + "\nexec \"$0\" start --bind 127.0.0.1:0",
                installation.script().toString()));
    }

    private static int started(Result start) {
        assertThat(start.code()).as(start.output()).isZero();
        return start.port();
    }

    private boolean runs() throws Exception {
        return installation.tunnel("status").code() == 0;
    }

    @Test
    @Fault(
            value = Fault.Kind.DISK_FULL,
            outcome =
                    "tunnels and requests go on; up to access_log.queue records wait, and are written when there is room again")
    void aFullDiskUnderTheLogsHarmsNoTunnelAndTheLogGoesOnWhenThereIsRoom() throws Exception {
        Assumptions.assumeTrue(
                installation.execute("unshare", "-Urm", "true").code() == 0, "no namespaces for users here");
        Path logs = installation.home.resolve("logs");
        int port = started(installation.execute(
                "unshare",
                "-Urm",
                "bash",
                "-c",
                "mount -t tmpfs -o size=512k none \"$1\" && exec \"$0\" start --bind 127.0.0.1:0",
                installation.script().toString(),
                logs.toString()));
        Path seen = Path.of("/proc", Long.toString(installation.pid()), "root")
                .resolve(logs.toString().substring(1));
        try (Socket before = tunnels.tunnel(port)) {
            fill(seen.resolve("filler"));
            tunnels.assertServed(port, 30);
            Tunnels.assertOpen(before);
        }
        Files.delete(seen.resolve("filler"));
        tunnels.assertServed(port, 3);
        await().atMost(SOON).untilAsserted(() -> {
            List<String> lines = Files.readAllLines(seen.resolve("tunnels.log"));
            assertThat(lines.stream().filter(line -> line.matches("\\{\"time\".*\"outcome\":\"established\".*}")))
                    .hasSize(1 + 30 + 3);
            assertThat(new Yaml().<Object>load(lines.get(lines.size() - 1))).hasFieldOrProperty("outcome");
        });
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[1024];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.LOGS_GONE,
            outcome =
                    "tunnels and requests go on; within seconds the directory is there anew, without what was logged meanwhile")
    void aLogDirectoryThatIsTakenAwayHarmsNoTunnelAndIsMadeAnew() throws Exception {
        int port = start();
        Path logs = installation.home.resolve("logs");
        try (Socket before = tunnels.tunnel(port)) {
            Files.move(logs, installation.home.resolve("gone"));
            tunnels.assertServed(port, 10);
            Tunnels.assertOpen(before);
            await().atMost(SOON).until(() -> Files.exists(logs.resolve("tunnels.log")));
            assertThat(installation.tunnel("reload").code()).isZero();
            tunnels.assertServed(port, 1);
        }
        assertThat(logs.resolve("adit.log")).content().contains("WARN", "Log files were gone", "SIGHUP");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(logs.resolve("tunnels.log")).content().contains("\"outcome\":\"established\""));
    }

    @Test
    @Fault(
            value = Fault.Kind.DESCRIPTORS,
            when = "in the process",
            outcome = "more clients are refused by 503, or closed; open tunnels, reloads and look-ups go on as ever")
    void aProcessWithoutDescriptorsServesItsTunnelsAndRecovers() throws Exception {
        int port = startAfter("ulimit -n 300");
        tunnels.assertServed(port, 1);
        assertThat(installation.tunnel("reload").code()).isZero();
        try (Socket before = tunnels.tunnel(port)) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                clients.add(tunnels.client(port));
            }
            Path log = installation.home.resolve("logs/adit.log");
            assertThat(log).content().contains("WARN", "limits.max_connections (50000) cannot be reached");
            Tunnels.assertOpen(before);
            assertThat(installation.tunnel("reload").code()).isZero();
            await().atMost(SOON).untilAsserted(() -> assertThat(installation.home.resolve("logs/tunnels.log"))
                    .content()
                    .contains("\"outcome\":\"accept_limit\""));
            assertThat(log).content().doesNotContain("Too many open files", "No connection can be accepted");
            for (Socket client : clients) {
                client.close();
            }
            tunnels.assertServed(port, 20);
            Tunnels.assertOpen(before);
            assertThat(installation.tunnel("reload").code()).isZero();
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.LOW_MEMORY,
            when = "in the heap",
            outcome =
                    "the process ends at once and leaves a dump, `status` tells that it died, and `start` serves again")
    void aProcessWithoutHeapEndsLoudlyAndStartsAgain() throws Exception {
        configure("limits: {head_size: 1mb}\n");
        installation.environment.put("ADIT_OPTS", "-Xmx24m");
        int port = start();
        String half = "CONNECT 127.0.0.1:1 HTTP/1.1\r\nX-Field: " + "a field that does not end ".repeat(40_000);
        int clients = 0;
        while (runs() && clients++ < 100) {
            occupy(port, half);
        }
        assertThat(installation.tunnel("status").output()).startsWith("Adit died");
        assertThat(installation.home.resolve("logs/console.log")).content().contains("java.lang.OutOfMemoryError");
        assertThat(installation.home.resolve("logs")).isDirectoryContaining("glob:**.hprof");
        tunnels.assertServed(start(), 3);
    }

    private void occupy(int port, String half) {
        try {
            Tunnels.send(tunnels.client(port), half);
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.LOW_MEMORY,
            when = "beside the heap",
            outcome = "no tunnel is cut: those that others wait for are read no more, and go on when there is room")
    void aProcessWithoutDirectMemoryServesOnAndRecovers() throws Exception {
        installation.environment.put("ADIT_OPTS", "-XX:MaxDirectMemorySize=4m");
        int port = start();
        try (Socket before = tunnels.tunnel(port)) {
            List<Thread> senders = new ArrayList<>();
            List<Socket> stuck = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Socket client = tunnels.tunnel(port);
                stuck.add(client);
                senders.add(flood(client));
            }
            await().atMost(SOON).untilAsserted(() -> tunnels.assertServed(port, 20));
            Tunnels.assertOpen(before);
            for (Socket client : stuck) {
                client.close();
            }
            for (Thread sender : senders) {
                sender.join();
            }
            tunnels.assertServed(port, 20);
            Tunnels.assertOpen(before);
        }
        assertThat(installation.home.resolve("logs/adit.log")).content().doesNotContain(" ERROR ");
        assertThat(installation.home.resolve("logs/tunnels.log")).content().doesNotContain("read_error");
    }

    /** Sends for ever and reads nothing of the echo. */
    private static Thread flood(Socket client) {
        Thread sender = new Thread(() -> {
            byte[] block = new byte[65536];
            try {
                while (true) {
                    client.getOutputStream().write(block);
                }
            } catch (IOException e) {
                // Cut by the proxy, or closed by the test.
                Thread.currentThread().interrupt();
            }
        });
        sender.start();
        return sender;
    }

    @Test
    @Fault(
            value = Fault.Kind.KILLED,
            outcome =
                    "the system ends all connections, `status` tells that it died, and `start` serves the same port at once")
    void whatWasKilledStartsAgainAtOnceOnTheSamePort() throws Exception {
        String address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + free.getLocalPort();
        }
        int port = started(installation.tunnel("start", "--bind", address));
        try (Socket client = tunnels.tunnel(port);
                Socket half = tunnels.client(port)) {
            Tunnels.send(half, "CONNECT 127.0");
            installation.execute("kill", "-KILL", Long.toString(installation.pid()));
            Tunnels.assertEnded(client);
            Tunnels.assertEnded(half);
            await().atMost(SOON).until(() -> installation.tunnel("status").code() == 1);
            assertThat(started(installation.tunnel("start", "--bind", address))).isEqualTo(port);
            tunnels.assertServed(port, 3);
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.GARBAGE_CONFIGURATION,
            when = "while it is read again and again",
            outcome = "each reload takes one whole file or refuses it with its place; tunnels notice nothing")
    void aFileThatTurnsToGarbageDuringReloadsChangesNothing() throws Exception {
        int port = start();
        Path file = installation.home.resolve("conf/adit.yaml");
        byte[] garbage = "\u0001policy: [{{ garbage\n".repeat(2000).getBytes(StandardCharsets.UTF_8);
        try (Socket before = tunnels.tunnel(port)) {
            for (int i = 0; i < 8; i++) {
                Installation.Running reload = installation.launch("reload");
                Files.write(file, garbage);
                assertThat(reload.await().code()).isIn(0, 6);
                assertThat(installation.tunnel("reload").output()).contains("stays in force:\n" + file + ":1:1: ");
                tunnels.assertServed(port, 1);
                configure("shutdown: {drain_timeout: " + (i + 1) + "s}\n");
            }
            assertThat(installation.tunnel("reload").code()).isZero();
            Tunnels.assertOpen(before);
        }
    }
}
