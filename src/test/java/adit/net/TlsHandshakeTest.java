package adit.net;

import static adit.net.SettingsChanges.initiationTimeout;
import static adit.net.SettingsChanges.listeners;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of clients that do not get through the handshake, and of some that barely do. */
@OverTls
class TlsHandshakeTest {
    private static final int ALERT = 21;

    @Test
    @Provokes(outcomes = Outcome.TLS_HANDSHAKE_FAILED)
    void aClientThatSpeaksHttpIsToldInHttpThatThisPortSpeaksTls() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = new Client(proxy.address())) {
            client.send(Client.request("example.com:443"));
            String reply = Refusals.assertReply(client, Outcome.TLS_HANDSHAKE_FAILED, proxy);
            assertThat(reply).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("This port speaks TLS");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100, 5000})
    void garbageIsNoHandshake(int length) throws Exception {
        byte[] garbage = new byte[length];
        new Random(length).nextBytes(garbage);
        garbage[0] = (byte) 0xff;
        try (Proxy proxy = Proxy.start();
                Client client = new Client(proxy.address())) {
            client.send(garbage).endOutput();
            client.in().readAllBytes();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.TLS_HANDSHAKE_FAILED);
        }
    }

    @Test
    void anAlertInsteadOfAHelloIsNoHandshake() throws Exception {
        assertFails(new byte[] {ALERT, 3, 3, 0, 2, 2, 40});
    }

    @Test
    void aRecordThatIsLargerThanTlsAllowsIsNoHandshake() throws Exception {
        byte[] large = new byte[0x7000];
        ByteBuffer.wrap(large).put(new byte[] {22, 3, 1, 0x70, 0});
        assertFails(large);
    }

    @Test
    void aHelloThatClaimsToBeHugeIsNoHandshake() throws Exception {
        byte[] huge = new byte[5 + 100];
        ByteBuffer.wrap(huge)
                .put(new byte[] {22, 3, 1, 0, 100})
                .put(new byte[] {1, (byte) 0x7f, (byte) 0xff, (byte) 0xff});
        assertFailsWithAlert(huge);
    }

    @Test
    void aHandshakeThatDoesNotGetOnIsRefused() throws Exception {
        // Changes of the cipher mean nothing here, and TLS 1.3 lets them pass.
        byte[] changes = new byte[6 * (TlsEngine.MOST_HANDSHAKE / 6 + 100)];
        for (int i = 0; i < changes.length; i += 6) {
            System.arraycopy(new byte[] {20, 3, 3, 0, 1, 1}, 0, changes, i, 6);
        }
        try (Proxy proxy = Proxy.start();
                RecordClient client = new RecordClient(proxy.address(), "TLSv1.3")) {
            client.send(client.hello()).send(changes);
            client.socket().getInputStream().readAllBytes();
            client.leave();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.TLS_HANDSHAKE_FAILED);
        }
    }

    @Test
    void anOldVersionOfTlsIsRefusedByAnAlert() throws Exception {
        byte[] hello = new byte[5 + 4 + 41];
        ByteBuffer.wrap(hello)
                .put(new byte[] {22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 1})
                .position(5 + 4 + 2 + 32)
                .put(new byte[] {0, 0, 2, 0, 0x2f, 1, 0});
        assertThat(assertFailsWithAlert(hello)).endsWith(2, 70);
    }

    private static byte[] assertFailsWithAlert(byte[] hello) throws Exception {
        byte[] alert = assertFails(hello);
        assertThat(alert).startsWith(ALERT).hasSize(7);
        return alert;
    }

    private static byte[] assertFails(byte[] hello) throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = new Client(proxy.address())) {
            client.send(hello);
            byte[] answer = client.in().readAllBytes();
            client.leave();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.TLS_HANDSHAKE_FAILED);
            return answer;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 50, -1})
    void aClientThatLeavesInTheHandshakeHasFailedIt(int bytes) throws Exception {
        try (Proxy proxy = Proxy.start();
                RecordClient client = new RecordClient(proxy.address())) {
            byte[] hello = client.hello();
            client.send(bytes < 0 ? hello : Arrays.copyOf(hello, bytes));
            client.socket().shutdownOutput();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.TLS_HANDSHAKE_FAILED);
        }
    }

    @Test
    void aClientThatComesAndGoesWithoutAWordIsJustGone() throws Exception {
        try (Proxy proxy = Proxy.start()) {
            new Client(proxy.address()).leave();
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.CLIENT_GONE);
            assertThat(record.phase()).isEqualTo(Phase.HANDSHAKING);
        }
    }

    @Test
    @Fault(value = Fault.Kind.RESET, when = "of the client, in the TLS handshake", outcome = "client-gone")
    void aClientThatResetsInTheHandshakeIsJustGone() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = new Client(proxy.address())) {
            client.send(new byte[] {22, 3, 1});
            client.reset();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.TLS_HANDSHAKE_TIMEOUT)
    void aHandshakeHasItsTimeHoweverItsBytesAreSpread() throws Exception {
        try (Proxy proxy = Proxy.start(initiationTimeout(Duration.ofSeconds(10)));
                RecordClient client = new RecordClient(proxy.address())) {
            byte[] hello = client.hello();
            for (int i = 0; i < 11; i++) {
                client.send(Arrays.copyOfRange(hello, i, i + 1));
                proxy.skip(Duration.ofSeconds(1));
            }
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.TLS_HANDSHAKE_TIMEOUT);
            assertThat(record.phase()).isEqualTo(Phase.HANDSHAKING);
        }
    }

    @Test
    void theTimeOfTheHandshakeIsTakenFromThatOfTheRequest() throws Exception {
        try (Proxy proxy = Proxy.start(initiationTimeout(Duration.ofSeconds(10)));
                RecordClient client = new RecordClient(proxy.address())) {
            proxy.awaitLive(1);
            proxy.skip(Duration.ofSeconds(6));
            client.handshake();
            await().until(() -> proxy.registry.live(1).get(0).phase() == Phase.NEGOTIATING);
            proxy.skip(Duration.ofSeconds(6));
            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 408 ");
            assertThat(client.toldOfTheEnd()).isTrue();
        }
    }

    @Test
    void aHelloThatComesByteByByteIsAHello() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                RecordClient client = new RecordClient(proxy.address())) {
            for (byte b : client.hello()) {
                client.send(new byte[] {b});
            }
            client.goOn().connect(peer.authority()).send(client.records("hello"));
            assertThat(client.text(5)).isEqualTo("hello");
        }
    }

    @Test
    void drainingEndsAHandshake() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = new Client(proxy.address())) {
            proxy.awaitLive(1);
            proxy.server.drain();
            assertThat(client.in().read()).isEqualTo(-1);
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.DRAINING);
        }
    }

    @Test
    void anOperatorEndsAHandshake() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = new Client(proxy.address())) {
            proxy.awaitLive(1);
            proxy.registry.live(1).get(0).end(RelayEnd.KILLED);
            assertThat(client.in().read()).isEqualTo(-1);
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.DRAINING);
        }
    }

    @Test
    void noTimeIsSpentOnAClientThatHasLeft() throws Exception {
        SSLEngine engine = TestTls.serverEngine();
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        try (Proxy proxy = Proxy.startWith(() -> engine, UnaryOperator.identity());
                RecordClient client = new RecordClient(proxy.address())) {
            proxy.handshakes = waiting::add;
            client.send(client.hello());
            await().until(() -> waiting.size() == 1);
            proxy.registry.live(1).get(0).end(RelayEnd.KILLED);
            proxy.awaitLive(0);
            waiting.remove().run();
            assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
        }
    }

    @Test
    void plainListenersKnowNothingOfTls() throws Exception {
        UnaryOperator<Settings> plain = listeners(Proxy.listener(Settings.Mode.HTTP, Optional.empty()));
        try (Proxy proxy = Proxy.start(plain);
                RecordClient client = new RecordClient(proxy.address())) {
            client.send(client.hello());
            assertThat(new Client(proxy.address()).send("x\r\n\r\n").readToEnd())
                    .startsWith("HTTP/1.1 400 ");
            client.socket().close();
            proxy.awaitClosed(2);
            assertThat(proxy.registry.closed(Outcome.MALFORMED_REQUEST)).isEqualTo(2);
        }
    }
}
