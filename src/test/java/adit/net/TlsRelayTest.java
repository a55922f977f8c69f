package adit.net;

import static adit.net.SettingsChanges.upward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import adit.account.TunnelRecord;
import adit.account.TunnelRecord.Direction;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import adit.tunnel.Resolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to tunnels whose client speaks TLS to the proxy: its records, its ends, and their abuse. */
@OverTls
class TlsRelayTest {
    private static final String MODERN = "TLSv1.3";
    private static final String OLDER = "TLSv1.2";

    @ParameterizedTest
    @ValueSource(strings = {MODERN, OLDER})
    void bytesGoBothWays(String protocol) throws Exception {
        byte[] bytes = random(3_000_000);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = Client.overTls(proxy.address(), protocol)) {
            assertThat(client.connect(peer.authority())).contains(" 200 ");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, bytes));
            assertThat(client.in().readNBytes(bytes.length)).isEqualTo(bytes);
            sending.join();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4000, 1 << 14})
    void recordsOfAnySizeInOneGoWithTheRequestAreAllDelivered(int size) throws Exception {
        byte[] bytes = random(20_000);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy)) {
            byte[] request = client.records(Client.request(peer.authority()));
            byte[] rest = client.records(bytes, size);
            client.send(joined(request, rest, client.closeNotify()));
            try (Socket target = peer.accepted()) {
                assertThat(target.getInputStream().readAllBytes()).isEqualTo(bytes);
            }
            assertThat(proxy.onlyRecord().toTarget()).isEqualTo(new Direction(RelayEnd.EOF, bytes.length));
        }
    }

    @Test
    void aRecordThatComesInPiecesIsDeliveredWhole() throws Exception {
        byte[] bytes = random(30_000);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy).connect(peer.authority());
                Socket target = peer.accepted()) {
            byte[] records = client.records(bytes, 10_000);
            for (int from = 0; from < records.length; from += 997) {
                client.send(Arrays.copyOfRange(records, from, Math.min(records.length, from + 997)));
                proxy.onEachLoop(TunnelProcessor::now);
            }
            assertThat(target.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
            assertThat(proxy.onEachLoop(p -> p.buffers().held())).containsOnly(0L);
        }
    }

    @Test
    void theClientEndsItsStreamByCloseNotifyAndStillGetsTheAnswer() throws Exception {
        byte[] answer = random(500_000);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy).connect(peer.authority());
                Socket target = peer.accepted()) {
            client.send(client.records("question")).send(client.closeNotify());
            assertThat(target.getInputStream().readAllBytes()).hasSize(8);
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> RelayTest.sendAndEnd(target, answer));
            assertThat(client.readToEnd()).isEqualTo(answer);
            answering.join();
            assertThat(client.toldOfTheEnd()).isTrue();
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget()).isEqualTo(new Direction(RelayEnd.EOF, 8));
            assertThat(record.toClient()).isEqualTo(new Direction(RelayEnd.EOF, answer.length));
        }
    }

    @Test
    void theTargetsEndIsACloseNotifyAndTheClientMayStillSend() throws Exception {
        byte[] late = random(500_000);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy).connect(peer.authority());
                Socket target = peer.accepted()) {
            target.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
            target.shutdownOutput();
            assertThat(client.readToEnd()).hasSize(3);
            assertThat(client.toldOfTheEnd()).isTrue();
            CompletableFuture<byte[]> receiving = CompletableFuture.supplyAsync(() -> RelayTest.readAll(target));
            client.send(client.records(late, 1 << 14)).send(client.closeNotify());
            assertThat(receiving.join()).isEqualTo(late);
            assertThat(proxy.onlyRecord().toTarget().end()).isEqualTo(RelayEnd.EOF);
        }
    }

    @Test
    void beforeTls13AClientThatEndsItsStreamEndsBoth() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client =
                        RecordClient.secured(proxy.address(), OLDER).connect(peer.authority());
                Socket target = peer.accepted()) {
            client.send(client.records("question")).send(client.closeNotify());
            assertThat(target.getInputStream().readAllBytes()).hasSize(8);
            target.getOutputStream().write("nobody hears".getBytes(StandardCharsets.US_ASCII));
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.EOF);
            assertThat(record.toClient()).isEqualTo(new Direction(RelayEnd.WRITE_ERROR, 0));
        }
    }

    @Test
    @Provokes(ends = RelayEnd.TRUNCATED)
    void aClientThatEndsItsConnectionWithoutACloseNotifyIsTruncatedAndTheTargetIsReset() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy).connect(peer.authority());
                Socket target = peer.accepted()) {
            client.send(client.records("half a mess")).socket().shutdownOutput();
            assertThat(target.getInputStream().readNBytes(11)).hasSize(11);
            assertThatThrownBy(() -> target.getInputStream().read()).isInstanceOf(SocketException.class);
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget()).isEqualTo(new Direction(RelayEnd.TRUNCATED, 11));
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.OTHER_SIDE_ENDED);
            assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
            assertThat(client.toldOfTheEnd()).isFalse();
        }
    }

    @Test
    void aConnectionThatEndsInsideARecordIsTruncatedToo() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy).connect(peer.authority());
                Socket target = peer.accepted()) {
            byte[] record = client.records("never whole");
            client.send(Arrays.copyOf(record, record.length - 1)).socket().shutdownOutput();
            assertThatThrownBy(() -> target.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(proxy.onlyRecord().toTarget()).isEqualTo(new Direction(RelayEnd.TRUNCATED, 0));
        }
    }

    @Test
    void aClientThatIsCutShortGetsNoCloseNotify() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                RecordClient client = secured(proxy).connect(peer.authority())) {
            proxy.registry.live(1).get(0).end(RelayEnd.KILLED);
            assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
            assertThat(client.toldOfTheEnd()).isFalse();
            assertThat(proxy.onlyRecord().toClient().end()).isEqualTo(RelayEnd.KILLED);
        }
    }

    @Test
    void aRecordThatWasTamperedWithEndsTheTunnelAfterWhatCameBefore() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy).connect(peer.authority());
                Socket target = peer.accepted()) {
            byte[] good = client.records("good");
            byte[] bad = client.records("bad");
            bad[bad.length - 1] ^= 1;
            client.send(joined(good, bad));
            assertThat(target.getInputStream().readNBytes(4)).hasSize(4);
            assertThatThrownBy(() -> target.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(proxy.onlyRecord().toTarget()).isEqualTo(new Direction(RelayEnd.READ_ERROR, 4));
        }
    }

    @Test
    void aRefusalIsFollowedByACloseNotify() throws Exception {
        try (Proxy proxy = Proxy.start();
                RecordClient client = secured(proxy)) {
            client.send(client.records(Client.request("169.254.169.254:443")));
            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(client.toldOfTheEnd()).isTrue();
            client.leave();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.ADDRESS_DENIED);
        }
    }

    @Test
    void aClientThatLeavesBeforeItsAnswerWithoutACloseNotifyIsGone() throws Exception {
        try (Proxy proxy = Proxy.start(UnaryOperator.identity(), (host, answer) -> {});
                RecordClient client = secured(proxy)) {
            client.send(client.records(Client.request("slow.example:443")));
            await().until(() -> proxy.registry.live(1).get(0).phase() == Phase.RESOLVING);
            client.leave();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        }
    }

    @Test
    void aClientThatIsGoneBeforeItsTunnelOpensLeavesNothingBehind() throws Exception {
        CompletableFuture<Resolver.Answer> asked = new CompletableFuture<>();
        try (Proxy proxy = Proxy.start(UnaryOperator.identity(), (host, answer) -> asked.complete(answer));
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy)) {
            client.send(client.records(Client.request("slow.example:" + peer.port())));
            Resolver.Answer answer = asked.get();
            byte[] early = client.records(new byte[3 * EarlyData.ENOUGH], 1000);
            client.send(Arrays.copyOf(early, early.length - 1));
            await().until(() -> proxy.suspendedReads() == 1);
            Client.reset(client.socket());
            answer.found(List.of(InetAddress.getLoopbackAddress()));
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.REPLY_FAILED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherHandshakeIsRefusedByAnAlert(boolean relaying) throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                RecordClient client = RecordClient.secured(proxy.address(), OLDER)) {
            if (relaying) {
                client.connect(peer.authority());
            }
            client.send(client.newHandshake());
            assertThatThrownBy(() -> client.goOn().readToEnd()).hasMessageContaining("handshake_failure");
            client.leave();
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(relaying ? Outcome.ESTABLISHED : Outcome.TLS_HANDSHAKE_FAILED);
            assertThat(record.toTarget().end()).isEqualTo(relaying ? RelayEnd.READ_ERROR : RelayEnd.NOT_STARTED);
        }
    }

    @Test
    void aChangeOfKeysIsFollowed() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                RecordClient client = secured(proxy).connect(peer.authority())) {
            for (int i = 0; i < 100; i++) {
                client.send(client.newHandshake()).send(client.records("round " + i % 10));
                assertThat(client.text(7)).isEqualTo("round " + i % 10);
            }
        }
    }

    @Test
    void aChangeOfKeysIsAnsweredWhereTheClientReadsLate() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer flood = Peer.that(Script.FLOOD);
                RecordClient client = secured(proxy).connect(flood.authority())) {
            await().until(() -> held(proxy) > 0);
            client.send(client.newHandshake()).send(client.records("heard all the same"));
            await().until(() -> proxy.registry.bytesToTargetTotal() == 18);
            assertThat(client.read(20_000_000)).hasSize(20_000_000);
            client.leave();
        }
    }

    @Test
    void changesOfKeysAndNothingElseEndTheTunnel() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                RecordClient client = secured(proxy).connect(peer.authority())) {
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int i = 0; i <= TlsEngine.MOST_BARREN; i++) {
                flood.writeBytes(client.newHandshake());
            }
            client.send(flood.toByteArray());
            assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
            assertThat(proxy.onlyRecord().toTarget().end()).isEqualTo(RelayEnd.READ_ERROR);
        }
    }

    @Test
    void whatARateHoldsBackInsideARecordComesLater() throws Exception {
        byte[] bytes = random(60_000);
        try (Proxy proxy = Proxy.start(upward(new RelayPolicy(Duration.ZERO, 0, 10_000, Duration.ZERO, 0)));
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy).connect(peer.authority());
                Socket target = peer.accepted()) {
            client.send(client.records(bytes, 1 << 14)).send(client.closeNotify());
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> RelayTest.readAll(target));
            await().until(() -> {
                proxy.skip(Duration.ofSeconds(1));
                return received.isDone();
            });
            assertThat(received.join()).isEqualTo(bytes);
            Peer.hangUp(target);
            assertThat(proxy.onlyRecord().toTarget()).isEqualTo(new Direction(RelayEnd.EOF, bytes.length));
        }
    }

    @Test
    void aPayloadThatEndsInsideARecordIsCarriedToTheLastByte() throws Exception {
        try (Proxy proxy = Proxy.start(upward(new RelayPolicy(Duration.ZERO, 0, 0, Duration.ZERO, 1000)));
                Peer peer = Peer.that(Script.MANUAL);
                RecordClient client = secured(proxy).connect(peer.authority());
                Socket target = peer.accepted()) {
            client.send(client.records(new byte[1001], 1 << 14));
            assertThat(target.getInputStream().readNBytes(1000)).hasSize(1000);
            assertThat(proxy.onlyRecord().toTarget()).isEqualTo(new Direction(RelayEnd.PAYLOAD_EXCEEDED, 1000));
        }
    }

    @Test
    void anIdleTunnelKeepsNoBuffersAndNothingSpins() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                RecordClient client = secured(proxy).connect(peer.authority())) {
            client.send(client.records(random(100_000), 1 << 14));
            assertThat(client.read(100_000)).hasSize(100_000);
            assertThat(held(proxy)).isZero();
            byte[] record = client.records("rest");
            client.send(Arrays.copyOf(record, 3));
            proxy.assertThatNothingSpins();
            client.send(Arrays.copyOfRange(record, 3, record.length));
            assertThat(client.text(4)).isEqualTo("rest");
        }
    }

    private static long held(Proxy proxy) {
        return proxy.onEachLoop(p -> p.buffers().held()).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static RecordClient secured(Proxy proxy) throws IOException {
        return RecordClient.secured(proxy.address(), MODERN);
    }

    private static void send(Client client, byte[] bytes) {
        try {
            client.send(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
