package adit.net;

import static adit.net.Sharing.quota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many bytes a user may move. */
class QuotaTest extends AuthenticationSetup {
    private static final Instant MORNING = Instant.parse("2026-05-05T08:59:30Z");

    private UnaryOperator<Settings> limited;

    @BeforeEach
    void thousandBytesAnHour() {
        Proxy.quotas = folder.resolve("quotas.db");
        limited = settings -> quota(1000).apply(withUsers.apply(settings));
    }

    private Proxy started() throws Exception {
        Proxy proxy = Proxy.start(limited, atOnce);
        proxy.wallClock = () -> MORNING;
        proxy.neighbours.usage().open();
        return proxy;
    }

    private static Client opened(Proxy proxy, Peer peer) throws Exception {
        Client client = proxy.client();
        client.send(request(peer.authority(), RIGHT));
        assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        return client;
    }

    private static void echo(Client client, int count) throws Exception {
        client.send(new byte[count]);
        assertThat(client.read(count)).hasSize(count);
    }

    @Test
    @Provokes(ends = RelayEnd.QUOTA_EXCEEDED)
    void theTunnelsOfAUserEndTogetherWhenItsQuotaIsUsedUp() throws Exception {
        try (Proxy proxy = started();
                Peer peer = Peer.that(Script.ECHO);
                Client first = opened(proxy, peer);
                Client second = opened(proxy, peer)) {
            echo(first, 200);
            echo(second, 200);
            proxy.neighbours.usage().collect();
            echo(first, 200);
            assertThat(proxy.registry.liveCount()).isEqualTo(2);

            proxy.neighbours.usage().collect();

            proxy.awaitClosed(2);
            assertThat(proxy.records)
                    .extracting(TunnelRecord::toClient)
                    .extracting(TunnelRecord.Direction::end)
                    .containsOnly(RelayEnd.QUOTA_EXCEEDED);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.QUOTA_EXCEEDED)
    void whoHasUsedItUpIsToldWhenTheHourIsOver() throws Exception {
        try (Proxy proxy = started();
                Peer peer = Peer.that(Script.ECHO)) {
            try (Client client = opened(proxy, peer)) {
                echo(client, 500);
            }
            proxy.awaitClosed(1);
            try (Client client = proxy.client()) {
                client.send(request(peer.authority(), RIGHT));
                assertThat(client.readToEnd())
                        .startsWith("HTTP/1.1 429 ")
                        .contains("\r\nRetry-After: 30\r\n")
                        .contains("You have moved the 1000 bytes that you may in one hour.");
            }
            proxy.wallClock = () -> MORNING.plusSeconds(30);
            opened(proxy, peer).close();
        }
    }

    @Test
    void plainRequestsCountLikewise() throws Exception {
        try (Proxy proxy = started();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            String authorization = "Proxy-Authorization: Basic " + token(RIGHT) + "\r\n\r\n";
            String get = origin.get("/").replaceFirst("\r\n\r\n$", "\r\n" + authorization);
            ForwardTest.receive(client.send(get));
            await().until(() -> proxy.neighbours.usage().rows().get(0).hour() > 0);
            while (proxy.neighbours.usage().rows().get(0).hour() < 1000) {
                long closed = proxy.registry.closedTotal();
                ForwardTest.receive(client.send(get));
                proxy.awaitClosed(closed + 1);
            }
            client.send(get);
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 429 ");
        }
    }

    @Test
    void theNextProcessKnowsWhatWasUsed() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO)) {
            try (Proxy proxy = started()) {
                try (Client client = opened(proxy, peer)) {
                    echo(client, 500);
                }
                proxy.awaitClosed(1);
                proxy.neighbours.usage().save();
            }
            try (Proxy proxy = started();
                    Client client = proxy.client()) {
                client.send(request(peer.authority(), RIGHT));
                assertThat(client.readToEnd()).contains("outcome: quota_exceeded");
            }
        }
    }
}
