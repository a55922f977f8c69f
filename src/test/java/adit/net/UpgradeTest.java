package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import adit.Fault;
import adit.account.TunnelRecord;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From plain HTTP to a protocol of client and origin, over real sockets (RFC 9110, 7.8). */
class UpgradeTest {
    private static final String OFFER = "Connection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    @Test
    void bothEndsGoOnInTheirProtocol() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.SWITCH);
                Client client = proxy.client()) {
            client.send(origin.start("GET", "/chat") + OFFER + "early ");
            assertThat(client.head())
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .contains("\r\nUpgrade: echo\r\n", "\r\nConnection: Upgrade\r\n");
            assertThat(client.read(5)).isEqualTo("first");
            client.send("later");
            assertThat(client.read(11)).isEqualTo("early later");
            assertThat(origin.request().head()).contains("\r\nUpgrade: echo\r\n", "\r\nConnection: Upgrade\r\n");
            client.endOutput();
            assertThat(client.in().read()).isEqualTo(-1);
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.EOF);
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.EOF);
            assertThat(record.toTarget().bytes()).isGreaterThan(100);
        }
    }

    @Test
    void muchMayCrossBothWays() throws Exception {
        byte[] bytes = new byte[20_000_000];
        new Random(1).nextBytes(bytes);
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.SWITCH);
                Client client = proxy.client()) {
            client.send(origin.start("GET", "/chat") + OFFER);
            client.head();
            client.read(5);
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> RelayTest.sendAndEnd(client.socket(), bytes));
            assertThat(client.in().readAllBytes()).isEqualTo(bytes);
            sent.join();
        }
    }

    @Test
    void whatTheOriginSendsWithItsConsentReachesASlowClientWhole() throws Exception {
        byte[] bytes = new byte[20_000_000];
        new Random(2).nextBytes(bytes);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n" + OFFER);
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                    String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n";
                    byte[] all = (head + new String(bytes, StandardCharsets.ISO_8859_1))
                            .getBytes(StandardCharsets.ISO_8859_1);
                    RelayTest.sendAndEnd(origin, all);
                });
                client.head();
                assertThat(client.in().readAllBytes()).isEqualTo(bytes);
                sent.join();
                client.endOutput();
                assertThat(proxy.onlyRecord().toClient().end()).isEqualTo(RelayEnd.EOF);
            }
        }
    }

    @Test
    void aTargetThatServedAnotherRequestBeforeIsOneOfTheTunnel() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO, Manner.SWITCH);
                Client client = proxy.client()) {
            ForwardTest.exchange(client, origin);
            client.send(origin.start("GET", "/chat") + OFFER);
            client.head();
            client.read(5);
            assertThat(origin.connections()).isEqualTo(1);
            proxy.server
                    .sessions()
                    .filter(session -> session.getService() instanceof TunnelConnector)
                    .forEach(IoSession::closeNow);
            proxy.awaitClosed(2);
            assertThat(proxy.records.get(1).toTarget().end()).isEqualTo(RelayEnd.KILLED);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {TunnelAcceptor.class, TunnelConnector.class})
    void aSwitchThatFailsEndsTheTunnelAndBothConnections(Class<?> failing) throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n" + OFFER);
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                proxy.server
                        .sessions()
                        .filter(session -> failing.isInstance(session.getService()))
                        .forEach(session -> session.getFilterChain().addLast("stuck", new Stuck()));
                Origin.write(
                        origin, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n");
                assertThatIOException().isThrownBy(client::readToEnd);
                assertThat(origin.getInputStream().read()).isEqualTo(-1);
                TunnelRecord record = proxy.onlyRecord();
                assertThat(record.outcome()).isEqualTo(Outcome.ESTABLISHED);
                assertThat(record.toClient().end()).isEqualTo(RelayEnd.READ_ERROR);
            }
        }
    }

    /** Leaves its chain at the second attempt only. */
    private static final class Stuck extends IoFilterAdapter {
        private boolean tried;

        @Override
        public void onPreRemove(IoFilterChain chain, String name, NextFilter next) {
            if (!tried) {
                tried = true;
                throw new IllegalStateException("stuck on purpose");
            }
        }
    }

    @Test
    void anOriginMayDeclineAndAnswer() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            ForwardTest.receive(client.send(origin.start("GET", "/chat") + OFFER));
            ForwardTest.exchange(client, origin);
        }
    }

    @Test
    @Fault(value = Fault.Kind.RESET, when = "after an upgrade", outcome = "the other side is reset")
    void aResetAfterTheSwitchIsPassedOn() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n" + OFFER);
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(
                        origin, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n");
                client.head();
                Client.reset(origin);
                assertThatIOException().isThrownBy(() -> client.in().read());
                assertThat(proxy.onlyRecord().toClient().end()).isEqualTo(RelayEnd.RESET);
            }
        }
    }
}
