package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adit.Fault;
import adit.account.TunnelRecord;
import adit.http.IpAddress;
import adit.http.Target;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an open tunnel does with bytes, ends and resets. */
class RelayTest {
    private static final int MEGABYTE = 1 << 20;

    @Test
    void bytesInTheSamePacketAsTheRequestAreDelivered() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.send(Client.request(peer.authority()) + "early");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.read(5)).isEqualTo("early");
        }
    }

    @Test
    void bytesThatFollowTheRequestAtOnceAreAllDelivered() throws Exception {
        byte[] early = random(100_000);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO)) {
            for (int i = 0; i < 20; i++) {
                try (Client client = proxy.client()) {
                    client.send(Client.request(peer.authority())).send(early);
                    client.endOutput();
                    assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                    assertThat(client.in().readAllBytes()).isEqualTo(early);
                }
            }
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.SLOW_DNS,
            when = "while the client sends",
            outcome = "what came early is kept and delivered in order")
    void bytesThatComeWhileTheTargetIsLookedUpAreDeliveredInOrder() throws Exception {
        CompletableFuture<adit.tunnel.Resolver.Answer> asked = new CompletableFuture<>();
        byte[] early = random(100_000);
        try (Peer peer = Peer.that(Script.MANUAL);
                Proxy proxy = Proxy.start(UnaryOperator.identity(), (host, answer) -> asked.complete(answer));
                Client client = proxy.client()) {
            client.send(Client.request("slow.example:" + peer.port()));
            asked.get();
            client.send(early);
            client.endOutput();
            await().until(() -> proxy.suspendedReads() == 1);
            asked.get().found(java.util.List.of(InetAddress.getLoopbackAddress()));
            try (Socket target = peer.accepted()) {
                assertThat(target.getInputStream().readAllBytes()).isEqualTo(early);
            }
        }
    }

    @Test
    void aClientThatEndsWithItsRequestStillGetsTheAnswer() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.send(Client.request(peer.authority()) + "all there is");
            client.endOutput();
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readToEnd()).isEqualTo("all there is");
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget()).isEqualTo(new TunnelRecord.Direction(RelayEnd.EOF, 12));
            assertThat(record.toClient()).isEqualTo(new TunnelRecord.Direction(RelayEnd.EOF, 12));
        }
    }

    @Test
    void aServerThatSpeaksFirstIsHeardAfterTheReply() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.GREET);
                Client client = proxy.client()) {
            assertThat(client.connect(peer.authority())).contains(" 200 ");
            assertThat(client.read(Peer.GREETING.length)).isEqualTo("220 ready\r\n");
        }
    }

    @Test
    void theReplyHasNoFraming() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.send(Client.request(peer.authority()));
            assertThat(client.head())
                    .doesNotContainIgnoringCase("content-length")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void http10AndNamesOpenTunnelsToo() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO)) {
            opensTunnels(
                    "CONNECT " + peer.authority() + " HTTP/1.0\r\n\r\n",
                    Client.request("localhost:" + peer.port()),
                    Client.request("LOCALHOST.:" + peer.port()));
        }
    }

    @Test
    void ipv6OpensTunnelsToo() throws Exception {
        InetAddress loopback = IpAddress.parse("::1").orElseThrow();
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this machine has no IPv6");
        try (Peer peer = Peer.on(loopback, Script.ECHO)) {
            opensTunnels(Client.request("[::1]:" + peer.port()), Client.request("[0:0:0:0:0:0:0:1]:" + peer.port()));
        }
    }

    private static void opensTunnels(String... requests) throws Exception {
        try (Proxy proxy = Proxy.start()) {
            for (String request : requests) {
                try (Client client = proxy.client()) {
                    client.send(request + "ping");
                    assertThat(client.head()).as(request).startsWith("HTTP/1.1 200 ");
                    assertThat(client.read(4)).isEqualTo("ping");
                }
            }
        }
    }

    @Test
    void aFixedListenerLeadsToItsTargetWithoutAWord() throws Exception {
        try (Peer peer = Peer.that(Script.GREET)) {
            Target destination = Target.parse(peer.authority());
            try (Proxy proxy = Proxy.start(SettingsChanges.listeners(
                            Proxy.listener(adit.config.Settings.Mode.TCP, Optional.of(destination))));
                    Client client = proxy.client()) {
                assertThat(client.read(Peer.GREETING.length)).isEqualTo("220 ready\r\n");
                client.send("CONNECT is not read here");
                assertThat(client.read(24)).isEqualTo("CONNECT is not read here");
            }
        }
    }

    @Test
    void aFixedListenerObeysThePolicyAndJustCloses() throws Exception {
        Target metadata = Target.parse("169.254.169.254:80");
        try (Proxy proxy = Proxy.start(SettingsChanges.listeners(
                        Proxy.listener(adit.config.Settings.Mode.TCP, Optional.of(metadata))));
                Client client = proxy.client()) {
            assertThat(client.in().read()).isEqualTo(-1);
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.ADDRESS_DENIED);
        }
    }

    @Test
    @Provokes(ends = RelayEnd.EOF)
    void theClientMayEndItsSideFirstAndStillGetsTheAnswer() throws Exception {
        byte[] up = random(MEGABYTE);
        byte[] down = random(MEGABYTE);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            try (Socket target = peer.accepted()) {
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAndEnd(client.socket(), up));
                assertThat(target.getInputStream().readAllBytes()).isEqualTo(up);
                sending.join();
                await().until(() -> proxy.registry.live(1).get(0).phase() == Phase.DRAINING);
                CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> sendAndEnd(target, down));
                assertThat(client.in().readAllBytes()).isEqualTo(down);
                answering.join();
            }
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget()).isEqualTo(new TunnelRecord.Direction(RelayEnd.EOF, MEGABYTE));
            assertThat(record.toClient()).isEqualTo(new TunnelRecord.Direction(RelayEnd.EOF, MEGABYTE));
        }
    }

    @Test
    void theTargetMayEndItsSideFirstAndStillGetsTheRest() throws Exception {
        byte[] up = random(MEGABYTE);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            try (Socket target = peer.accepted()) {
                target.shutdownOutput();
                assertThat(client.in().read()).isEqualTo(-1);
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAndEnd(client.socket(), up));
                assertThat(target.getInputStream().readAllBytes()).isEqualTo(up);
                sending.join();
            }
            assertThat(proxy.onlyRecord().toTarget().bytes()).isEqualTo(MEGABYTE);
        }
    }

    @Test
    void whatTheClientHasYetToReadSurvivesATargetThatTakesNoMore() throws Exception {
        byte[] down = random(400_000);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            try (Socket target = peer.accepted()) {
                target.getOutputStream().write(down);
            }
            await().until(() -> proxy.registry.live(1).get(0).phase() == Phase.DRAINING);
            client.send("x");
            await().until(() -> proxy.registry.bytesToTargetTotal() == 1);
            client.send("y");
            assertThat(proxy.onlyRecord().toTarget()).isEqualTo(new TunnelRecord.Direction(RelayEnd.WRITE_ERROR, 1));
            assertThat(client.in().readAllBytes()).isEqualTo(down);
        }
    }

    @Test
    @Provokes(ends = RelayEnd.RESET)
    @Fault(
            value = Fault.Kind.RESET,
            when = "of the target, while bytes are relayed",
            outcome = "what came before is delivered, then the client is reset")
    void aResetOfTheTargetReachesTheClient() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            Client.reset(peer.accepted());
            assertThatThrownBy(() -> client.in().read()).isInstanceOf(SocketException.class);
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.RESET);
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.OTHER_SIDE_ENDED);
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.RESET,
            when = "of the client, while bytes are relayed",
            outcome = "what came before is delivered, then the target is reset")
    void aResetOfTheClientReachesTheTarget() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            try (Socket target = peer.accepted()) {
                client.reset();
                assertThatThrownBy(() -> target.getInputStream().read()).isInstanceOf(SocketException.class);
            }
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.RESET);
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.OTHER_SIDE_ENDED);
        }
    }

    @Test
    void whatWasSentBeforeAResetIsStillDelivered() throws Exception {
        byte[] down = random(8 * MEGABYTE);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            try (Socket target = peer.accepted()) {
                CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> sendAndEnd(target, down));
                assertThat(client.in().readNBytes(down.length)).isEqualTo(down);
                answering.join();
                client.reset();
            }
            assertThat(proxy.onlyRecord().toClient().bytes()).isEqualTo(down.length);
        }
    }

    @Test
    @Provokes(ends = RelayEnd.WRITE_ERROR)
    void aTargetThatClosedAndIsWrittenToEndsTheDirectionWithAWriteError() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            peer.accepted().close();
            assertThat(client.in().read()).isEqualTo(-1);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            client.send(new byte[1000]);
                        }
                    })
                    .isInstanceOf(IOException.class);
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.EOF);
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.WRITE_ERROR);
        }
    }

    @Test
    @Fault(value = Fault.Kind.DEAF_PEER, outcome = "its sender is not read; at most one read waits")
    void aSlowReaderStopsItsSenderAndMemoryStaysBounded() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer flood = Peer.that(Script.FLOOD);
                Client client = proxy.client()) {
            client.connect(flood.authority());
            await().until(() ->
                    proxy.onEachLoop(p -> p.buffers().held()).stream().anyMatch(held -> held > 0));
            long before = proxy.registry.bytesToClientTotal();
            assertThat(proxy.onEachLoop(p -> p.buffers().held()))
                    .allMatch(held -> held <= RelayBuffers.LARGE, "one parked read at the most");
            client.in().readNBytes(8 * MEGABYTE);
            await().until(() -> proxy.registry.bytesToClientTotal() > before);
            client.reset();
        }
    }

    @Test
    void aSessionThatRelaysHasNoFiltersAndTakesNoWrites() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            assertThat(proxy.server.sessions()).hasSize(2).allSatisfy(session -> {
                assertThat(session.getFilterChain().getAll()).isEmpty();
                assertThat(session.write("no").isWritten()).isFalse();
            });
            client.send("still works");
            assertThat(client.read(11)).isEqualTo("still works");
        }
    }

    @Test
    void aSessionThatSomebodyElseClosesEndsItsTunnelAsKilled() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            proxy.server.sessions().findAny().orElseThrow().closeNow();
            assertThat(proxy.onlyRecord().toTarget().end()).isEqualTo(RelayEnd.KILLED);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static byte[] readAll(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static void sendAndEnd(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
