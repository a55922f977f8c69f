package adit.net;

import static adit.net.SettingsChanges.downward;
import static adit.net.SettingsChanges.upward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.account.LiveTunnel;
import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every end that a limit or an operator gives a relay; those that the sockets give are in {@link RelayTest}. */
class RelayEndTest {
    private static final Duration NONE = Duration.ZERO;

    @Test
    @Provokes(ends = RelayEnd.IDLE_TIMEOUT)
    @Fault(value = Fault.Kind.DEAF_PEER, when = "both", outcome = "idle-timeout")
    void silenceBothWaysIsAnIdleTimeout() throws Exception {
        TunnelRecord record =
                endsAfter(Duration.ofSeconds(61), upward(new RelayPolicy(Duration.ofSeconds(60), 0, 0, NONE, 0)));
        assertThat(record.toTarget().end()).isEqualTo(RelayEnd.IDLE_TIMEOUT);
        assertThat(record.toClient().end()).isEqualTo(RelayEnd.IDLE_TIMEOUT);
    }

    @Test
    void trafficInOneDirectionIsNotIdle() throws Exception {
        UnaryOperator<Settings> policy = upward(new RelayPolicy(Duration.ofSeconds(60), 0, 0, NONE, 0));
        try (Proxy proxy = Proxy.start(policy);
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            var target = peer.accepted();
            for (int i = 0; i < 5; i++) {
                target.getOutputStream().write('x');
                assertThat(client.read(1)).isEqualTo("x");
                proxy.skip(Duration.ofSeconds(40));
            }
            assertThat(proxy.registry.liveCount()).isEqualTo(1);
        }
    }

    @Test
    @Provokes(ends = RelayEnd.LIFETIME_EXCEEDED)
    @Fault(value = Fault.Kind.ENDLESS_PEER, when = "with `max_lifetime`", outcome = "the tunnel ends at that age")
    void atItsGreatestAgeATunnelEndsHoweverBusy() throws Exception {
        TunnelRecord record =
                endsAfter(Duration.ofSeconds(101), downward(new RelayPolicy(NONE, 0, 0, Duration.ofSeconds(100), 0)));
        assertThat(record.toTarget().end()).isEqualTo(RelayEnd.LIFETIME_EXCEEDED);
        assertThat(record.toClient().end()).isEqualTo(RelayEnd.LIFETIME_EXCEEDED);
    }

    @Test
    @Provokes(ends = {RelayEnd.TOO_SLOW, RelayEnd.OTHER_SIDE_ENDED})
    void aSilentSenderIsTooSlowOnceTheFirstMinutesAreOver() throws Exception {
        TunnelRecord record = endsAfter(Duration.ofSeconds(130), downward(new RelayPolicy(NONE, 1000, 0, NONE, 0)));
        assertThat(record.toClient().end()).isEqualTo(RelayEnd.TOO_SLOW);
        assertThat(record.toTarget().end()).isEqualTo(RelayEnd.OTHER_SIDE_ENDED);
    }

    @Test
    @Provokes(ends = RelayEnd.PAYLOAD_EXCEEDED)
    @Fault(
            value = Fault.Kind.ENDLESS_PEER,
            when = "with `max_total_payload`",
            outcome = "carried to that very byte, then reset")
    void thePayloadIsCarriedToTheLastByteAndNoFurther() throws Exception {
        try (Proxy proxy = Proxy.start(upward(new RelayPolicy(NONE, 0, 0, NONE, 1000)));
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            var target = peer.accepted();
            client.send(new byte[1000]);
            assertThat(target.getInputStream().readNBytes(1000)).hasSize(1000);
            assertThat(proxy.registry.liveCount()).isEqualTo(1);
            client.send("x");
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget()).isEqualTo(new TunnelRecord.Direction(RelayEnd.PAYLOAD_EXCEEDED, 1000));
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.OTHER_SIDE_ENDED);
        }
    }

    @Test
    void anEndOfInputAtTheVeryLimitIsInOrder() throws Exception {
        try (Proxy proxy = Proxy.start(upward(new RelayPolicy(NONE, 0, 0, NONE, 1000)));
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            client.send(new byte[1000]).endOutput();
            assertThat(client.readToEnd()).hasSize(1000);
            assertThat(proxy.onlyRecord().toTarget().end()).isEqualTo(RelayEnd.EOF);
        }
    }

    @Test
    void earlyBytesCountForThePayload() throws Exception {
        try (Proxy proxy = Proxy.start(upward(new RelayPolicy(NONE, 0, 0, NONE, 3)));
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.send(Client.request(peer.authority()) + "four");
            assertThat(proxy.onlyRecord().toTarget())
                    .isEqualTo(new TunnelRecord.Direction(RelayEnd.PAYLOAD_EXCEEDED, 3));
        }
    }

    @Test
    @Fault(value = Fault.Kind.ENDLESS_PEER, when = "with `max_rate_bps`", outcome = "held back; nothing is lost")
    void aGreatestRateHoldsBackAndLosesNothing() throws Exception {
        try (Proxy proxy = Proxy.start(downward(new RelayPolicy(NONE, 0, 100_000, NONE, 0)));
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            client.send(new byte[200_000]).endOutput();
            for (int i = 0; i < 5; i++) {
                proxy.skip(Duration.ofSeconds(1));
            }
            assertThat(client.readToEnd()).hasSize(200_000);
            assertThat(proxy.onlyRecord().toClient().end()).isEqualTo(RelayEnd.EOF);
        }
    }

    @Test
    void whoWaitsForARateIsNotIdle() throws Exception {
        try (Proxy proxy = Proxy.start(upward(new RelayPolicy(Duration.ofMillis(500), 0, 1, NONE, 0)));
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            client.send("abcd").endOutput();
            for (int i = 0; i < 20; i++) {
                proxy.skip(Duration.ofMillis(250));
            }
            assertThat(client.readToEnd()).isEqualTo("abcd");
            assertThat(proxy.onlyRecord().toTarget().end()).isEqualTo(RelayEnd.EOF);
        }
    }

    @Test
    @Provokes(ends = RelayEnd.KILLED)
    void anOperatorKillsATunnelAndBothSidesAreReset() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            LiveTunnel tunnel = proxy.registry.live(10).get(0);
            proxy.registry.find(tunnel.id()).orElseThrow().end(RelayEnd.KILLED);
            assertThatThrownBy(() -> client.in().read()).isInstanceOf(IOException.class);
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.KILLED);
        }
    }

    @Test
    @Provokes(ends = RelayEnd.SHUTDOWN)
    void whatIsLeftWhenTheProxyStopsEndsAsShutdown() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client idle = proxy.client();
                Client client = proxy.client()) {
            client.connect(peer.authority());
            proxy.awaitLive(2);
            proxy.server.drain();
            assertThat(idle.readToEnd()).startsWith("HTTP/1.1 503 ");
            idle.leave();
            client.send("goes on");
            assertThat(client.read(7)).isEqualTo("goes on");
            assertThatThrownBy(() -> new Client(proxy.address())).isInstanceOf(RuntimeException.class);
            proxy.server.endTunnels();
            proxy.awaitClosed(2);
            assertThat(proxy.records)
                    .extracting(r -> r.toClient().end())
                    .containsExactlyInAnyOrder(RelayEnd.NOT_STARTED, RelayEnd.SHUTDOWN);
        }
    }

    @Test
    @Provokes(ends = RelayEnd.READ_ERROR)
    @Fault(
            value = Fault.Kind.EXCEPTION,
            when = "in a relay",
            outcome = "that tunnel alone ends, and its sides are reset")
    void aFaultInARelayEndsThatTunnelAlone() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client other = proxy.client();
                Client client = proxy.client()) {
            other.connect(peer.authority());
            String untouched = proxy.registry.live(2).stream()
                    .filter(tunnel -> tunnel.request().isPresent())
                    .findFirst()
                    .orElseThrow()
                    .id();
            client.connect(peer.authority());
            proxy.onEachLoop(processor -> {
                processor.selector().keys().stream()
                        .map(java.nio.channels.SelectionKey::attachment)
                        .filter(Leg.class::isInstance)
                        .map(Leg.class::cast)
                        .filter(leg -> !leg.session.tunnel().id().equals(untouched))
                        .findFirst()
                        .ifPresent(leg -> leg.failed(new IllegalStateException("on purpose")));
                return true;
            });
            await().until(() -> proxy.registry.closedTotal() == 1);
            assertThat(proxy.records.get(0).toTarget().end()).isEqualTo(RelayEnd.READ_ERROR);
            other.send("unharmed");
            assertThat(other.read(8)).isEqualTo("unharmed");
        }
    }

    private static TunnelRecord endsAfter(Duration time, UnaryOperator<Settings> policy) throws Exception {
        try (Proxy proxy = Proxy.start(policy);
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            client.send("hello");
            assertThat(client.read(5)).isEqualTo("hello");
            proxy.skip(time);
            return proxy.onlyRecord();
        }
    }
}
