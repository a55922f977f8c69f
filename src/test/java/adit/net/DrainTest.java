package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import adit.account.LiveListener.State;
import adit.config.Settings;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients meet while a proxy drains, and when it goes on. */
class DrainTest extends AuthenticationSetup {
    private static final String LENGTH_2 = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

    @AfterEach
    void usualMode() {
        Proxy.usualMode = Settings.Mode.HTTP;
    }

    private static String get(Peer peer) {
        return "GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static void assertTold(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 503 ")
                .contains("\r\nRetry-After: 5\r\n", "\r\nConnection: close\r\n", "outcome: draining");
    }

    @Test
    void aRequestThatFollowsOnAConnectionIsToldToTryAgain() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send(get(peer));
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, LENGTH_2 + "o");
                assertThat(client.head()).doesNotContain("Connection: close");
                assertThat(client.read(1)).isEqualTo("o");
                proxy.server.drain();
                client.send(get(peer));
                proxy.onEachLoop(TunnelProcessor::now);
                Origin.write(origin, "k");
                assertThat(client.read(1)).isEqualTo("k");
                assertTold(client.readToEnd());
            }
        }
    }

    @Test
    void aRequestThatHasComeOnAnIdleConnectionIsNotEvenAskedForAPassword() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, atOnce);
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(
                    origin.get("/").replace("\r\n\r\n", "\r\nProxy-Authorization: Basic " + token(RIGHT) + "\r\n\r\n"));
            client.head();
            client.read(5);
            proxy.awaitLive(0);
            CompletableFuture<Void> held = proxy.holdAfter(() -> {});
            client.send(origin.get("/"));
            proxy.server.drain();
            held.complete(null);
            assertTold(client.readToEnd());
        }
    }

    @Test
    void aHandshakeUnderWayEndsFirst() throws Exception {
        Proxy.usualMode = Settings.Mode.HTTPS;
        try (Proxy proxy = Proxy.start();
                RecordClient client = new RecordClient(proxy.address())) {
            byte[] hello = client.hello();
            client.send(Arrays.copyOf(hello, 20));
            await().until(() -> proxy.server.sessions().anyMatch(session -> session.getReadBytes() > 0));
            proxy.server.drain();
            client.send(Arrays.copyOfRange(hello, 20, hello.length));
            client.goOn().send(client.records(Client.request("localhost:1")));
            assertThat(client.text(13)).isEqualTo("HTTP/1.1 503 ");
        }
    }

    @Test
    void whoIsInIsServedOnceMoreWhenAnotherProcessTakesOver() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Peer peer = Peer.that(Script.ECHO);
                Client silent = proxy.client();
                Client idle = proxy.client();
                Client open = proxy.client()) {
            open.connect(peer.authority());
            idle.send(origin.get("/"));
            idle.head();
            idle.read(5);
            proxy.awaitLive(2);
            proxy.server.handOver();
            assertThat(idle.in().read()).isEqualTo(-1);
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> new Client(proxy.server.listeners().get(0).address()).close())
                    .isInstanceOf(ConnectException.class));
            silent.send(origin.get("/"));
            assertThat(silent.readToEnd()).startsWith("HTTP/1.1 200 ").contains("\r\nConnection: close\r\n");
            assertThat(open.send("goes on").read(7)).isEqualTo("goes on");
        }
    }

    @Test
    void aProxyThatGoesOnServesOnTheSameAddresses() throws Exception {
        try (Proxy proxy = Proxy.start(SettingsChanges.listeners(named("main"), named("paused")));
                Peer peer = Peer.that(Script.ECHO);
                Client before = new Client(proxy.listener("main").address())) {
            before.connect(peer.authority());
            proxy.listener("paused").pause();
            proxy.server.drain();
            proxy.server.goOn();
            assertThat(proxy.listener("main").state()).isEqualTo(State.LISTENING);
            assertThat(proxy.listener("paused").state()).isEqualTo(State.PAUSED);
            try (Client after = new Client(proxy.listener("main").address())) {
                assertThat(after.connect(peer.authority())).contains(" 200 ");
            }
            assertThat(before.send("goes on").read(7)).isEqualTo("goes on");
        }
    }

    @Test
    void whereAnAddressIsTakenByThenItDrainsOn() throws Exception {
        try (Proxy proxy = Proxy.start(SettingsChanges.listeners(named("main"), named("second")))) {
            proxy.server.drain();
            InetSocketAddress address = proxy.listener("second").address();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> new Client(address).close()).isInstanceOf(ConnectException.class));
            try (ServerSocket thief = new ServerSocket()) {
                thief.bind(address);
                assertThatThrownBy(proxy.server::goOn)
                        .isInstanceOf(IOException.class)
                        .hasMessage("listener second: 127.0.0.1:" + address.getPort() + " is in use");
                assertThat(proxy.server.listeners())
                        .allSatisfy(listener -> assertThat(listener.state()).isEqualTo(State.STOPPED));
            }
            proxy.server.goOn();
            proxy.client().close();
            await().until(() -> proxy.registry.closed(Outcome.CLIENT_GONE) > 0);
        }
    }

    private static Settings.Listener named(String name) {
        Settings.Listener main = Proxy.listener(Settings.Mode.HTTP, Optional.empty());
        return new Settings.Listener(
                name,
                main.address(),
                main.mode(),
                main.destination(),
                main.policy(),
                main.authentication(),
                main.tls());
    }
}
