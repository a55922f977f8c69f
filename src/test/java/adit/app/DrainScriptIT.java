package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.app.Installation.Result;
import adit.app.Installation.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process, its postponement, and its succession, by the script and with tunnels that go on. */
class DrainScriptIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path scratch;

    private Installation installation;
    private Tunnels tunnels;
    private String address;
    private int port;

    @BeforeEach
    void start() throws Exception {
        installation = Installation.unpack(scratch);
        tunnels = new Tunnels();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = "127.0.0.1:" + port;
        configure("shutdown: {drain_timeout: 50s}");
        Result start = installation.tunnel("start");
        assertThat(start.code()).as(start.output()).isZero();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        tunnels.close();
        Result stop = installation.tunnel("stop");
        assertThat(stop.code()).as(stop.output()).isZero();
        assertThat(installation.tunnel("status").code()).isEqualTo(3);
        assertThat(installation.home.resolve("run").toFile().list()).containsExactly("adit.lock");
    }

    private void configure(String more) throws IOException {
        Files.writeString(
                installation.home.resolve("conf/adit.yaml"),
                "listeners: [{name: main, address: \"" + address + "\"}]\n"
                        + "policy: {allowed_ports: {connect: any}, allowed_addresses: [\"127.0.0.0/8\"]}\n" + more
                        + "\n");
    }

    private static void awaitOutput(Running running, String text) {
        await().atMost(SOON).until(() -> Files.readString(running.output()).contains(text));
    }

    @Test
    void aStopTellsHowFarItIsAndCanBeCancelledFromAnotherShell() throws Exception {
        long pid = installation.pid();
        try (Socket client = tunnels.tunnel(port)) {
            Running stop = installation.launch("stop");
            awaitOutput(stop, "draining: 1 tunnel left, the oldest ");
            assertThat(installation.tunnel("status").output()).contains("pid " + pid + " drains: 1 tunnel left");
            assertThat(installation
                            .tunnel("upgrade", "--config", "missing.yaml")
                            .output())
                    .contains("at work");

            assertThat(installation.tunnel("drain", "--cancel"))
                    .isEqualTo(new Result(0, "clients are accepted again\n"));
            Result stopped = stop.await();
            assertThat(stopped.output()).endsWith("the drain was cancelled: Adit runs on, pid " + pid + "\n");
            assertThat(stopped.code()).isEqualTo(1);

            Tunnels.assertOpen(client);
            tunnels.assertServed(port, 3);
            assertThat(installation.tunnel("drain", "--cancel")).isEqualTo(new Result(1, "the proxy does not drain\n"));
        }
    }

    @Test
    void aDrainBeginsWithoutWaitingAndAStopEndsTheProcess() throws Exception {
        try (Socket client = tunnels.tunnel(port)) {
            assertThat(installation.tunnel("drain", "1m").output()).isEqualTo("draining: 1 tunnels\n");
            Result status = installation.tunnel("status");
            assertThat(status.output()).contains(", DRAINING for ", ", up ").doesNotContain("try: ");
            assertThat(status.code()).isZero();
            assertThat(installation.tunnel("upgrade").output()).contains(" drains: stop it, or cancel that");
            assertThat(installation.tunnel("drain", "soon").code()).isEqualTo(1);
            Tunnels.assertOpen(client);
            Running stop = installation.launch("stop");
            awaitOutput(stop, "draining: 1 tunnel left");
            client.shutdownOutput();
            assertThat(stop.await().output()).contains("Adit stopped: pid ");
        }
        assertThat(installation.tunnel("upgrade")).isEqualTo(new Result(7, "Adit is not running\n"));
        assertThat(installation.tunnel("drain").code()).isEqualTo(7);
    }

    @Test
    void anotherProcessTakesOverWhileTheOldOneDrainsAndAStopWaitsForBoth() throws Exception {
        long before = installation.pid();
        try (Socket client = tunnels.tunnel(port)) {
            Result upgrade = installation.tunnel("upgrade");
            assertThat(upgrade.code()).as(upgrade.output()).isZero();
            long after = installation.pid();
            assertThat(after).isNotEqualTo(before);
            assertThat(upgrade.output())
                    .contains("Adit runs: pid " + after, "pid " + before + " drains: ")
                    .doesNotContain("nobody listens");
            Tunnels.assertOpen(client);
            tunnels.assertServed(port, 5);
            assertThat(installation.tunnel("status").output())
                    .contains("Adit runs: pid " + after, "pid " + before + " drains: ");
            configure("shutdown: {drain_timeout: 49s}");
            assertThat(installation.tunnel("reload").output()).startsWith("generation 2 in force");

            Running stop = installation.launch("stop");
            awaitOutput(stop, "Adit stopped: pid " + after);
            awaitOutput(stop, "draining: 1 tunnel left");
            Tunnels.assertOpen(client);
            client.shutdownOutput();
            assertThat(stop.await().output()).endsWith("Adit stopped: pid " + before + "\n");
        }
        assertThat(installation.home.resolve("logs/tunnels.log")).content().hasLineCount(5);
        assertThat(installation.home.resolve("logs/tunnels-" + before + ".log"))
                .content()
                .hasLineCount(1);
    }

    @Test
    void whatWouldNotStartLeavesTheRunningOneAlone() throws Exception {
        String named = Files.readString(installation.pidFile());
        configure("shutdown: {drain_timeout: 50}");
        Result wrong = installation.tunnel("upgrade");
        assertThat(wrong.output()).contains("adit.yaml:3:27: shutdown.drain_timeout");
        assertThat(wrong.code()).isEqualTo(6);
        configure("shutdown: {drain_timeout: 50s}");
        installation.environment.put("ADIT_OPTS", "-XX:NoSuchOption");
        Result dead = installation.tunnel("upgrade");
        assertThat(dead.output()).contains("Adit did not start:").contains("NoSuchOption");
        assertThat(dead.code()).isEqualTo(1);
        installation.environment.remove("ADIT_OPTS");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result refused = installation.tunnel("upgrade", "--bind", "127.0.0.1:" + taken.getLocalPort());
            assertThat(refused.output())
                    .contains(" is in use by pid " + ProcessHandle.current().pid());
        }
        assertThat(installation.pidFile()).content().isEqualTo(named);
        assertThat(installation.tunnel("status").output()).doesNotContain("drains");
        tunnels.assertServed(port, 3);

        Result elsewhere = installation.tunnel("upgrade", "--bind", "127.0.0.1:0");
        assertThat(elsewhere.output()).contains("warning: nobody listens any more on " + address + " (http)");
        assertThat(elsewhere.code()).isZero();
    }
}
