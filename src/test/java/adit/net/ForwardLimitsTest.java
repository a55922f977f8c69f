package adit.net;

import static adit.net.ForwardFailureTest.assertCut;
import static adit.net.ForwardTest.exchange;
import static adit.net.ForwardTest.receive;
import static adit.net.Refusals.assertReply;
import static adit.net.SettingsChanges.downward;
import static adit.net.SettingsChanges.upward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits of a relay hold for an exchange of plain HTTP. */
class ForwardLimitsTest {

    @Test
    void theMostPayloadOfADirectionHoldsForABody() throws Exception {
        assertCut(Manner.BAD_CHUNK, RelayEnd.PAYLOAD_EXCEEDED, downward(mostPayload(100_000)));
    }

    @ParameterizedTest
    @EnumSource(names = {"HELLO", "CHUNKED", "UNTIL_CLOSE"})
    @Provokes(outcomes = Outcome.RESPONSE_TOO_LARGE)
    void aResponseThatIsSeenToBeTooLargeBeforeItGoesOnIsRefused(Manner manner) throws Exception {
        try (Proxy proxy = Proxy.start(downward(mostPayload(4)));
                Origin origin = Origin.that(manner);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            assertReply(client, Outcome.RESPONSE_TOO_LARGE, proxy);
            await().until(() -> origin.ended() == 1);
        }
    }

    @Test
    void aResponseThatAnnouncesTooMuchIsRefusedBeforeAnyOfItComes() throws Exception {
        try (Proxy proxy = Proxy.start(downward(mostPayload(499)));
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
                assertReply(client, Outcome.RESPONSE_TOO_LARGE, proxy);
            }
        }
    }

    @Test
    void aResponseWithoutContentMayTellOfMoreThanMayPass() throws Exception {
        try (Proxy proxy = Proxy.start(downward(mostPayload(4)));
                Origin origin = Origin.that(Manner.UNCHANGED);
                Client client = proxy.client()) {
            assertThat(client.send(origin.get("/")).head()).startsWith("HTTP/1.1 304 ");
            assertThat(client.send(origin.start("HEAD", "/") + "\r\n").head()).contains("Content-Length: 5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: 5\r\n\r\n'",
        "'Content-Length: 5\r\nExpect: 100-continue\r\n\r\n'",
        "'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'",
    })
    @Provokes(outcomes = Outcome.CONTENT_TOO_LARGE)
    void aRequestWithTooMuchContentIsRefusedAndNeverComplete(String rest) throws Exception {
        try (Proxy proxy = Proxy.start(upward(mostPayload(4)));
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("POST", "/") + rest);
            assertReply(client, Outcome.CONTENT_TOO_LARGE, proxy);
            assertThat(origin.hasRequests()).isFalse();
        }
    }

    @Test
    void aRequestThatGrowsTooLargeOnTheWayIsRefused() throws Exception {
        try (Proxy proxy = Proxy.start(upward(mostPayload(100)));
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("POST", "/") + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            proxy.awaitPhase(Phase.AWAITING);
            client.send("5\r\nhello\r\n".repeat(20));
            assertReply(client, Outcome.CONTENT_TOO_LARGE, proxy);
        }
    }

    @Test
    void aRequestThatComesTooSlowlyTimesOut() throws Exception {
        try (Proxy proxy = Proxy.start(upward(leastRate()));
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("PUT", "/") + "Content-Length: 10\r\n\r\nhalf");
            proxy.awaitPhase(Phase.AWAITING);
            proxy.skip(Duration.ofSeconds(61));
            assertReply(client, Outcome.REQUEST_TIMEOUT, proxy);
        }
    }

    @Test
    void aResponseThatComesTooSlowlyToBeginTimesOut() throws Exception {
        try (Proxy proxy = Proxy.start(downward(leastRate()));
                Origin origin = Origin.that(Manner.SILENT);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            origin.request();
            proxy.skip(Duration.ofSeconds(61));
            assertReply(client, Outcome.RESPONSE_TIMEOUT, proxy);
        }
    }

    private static RelayPolicy mostPayload(long bytes) {
        return new RelayPolicy(Duration.ZERO, 0, 0, Duration.ZERO, bytes);
    }

    private static RelayPolicy leastRate() {
        return new RelayPolicy(Duration.ZERO, 100, 0, Duration.ZERO, 0);
    }

    @Test
    void theMostPayloadOfADirectionMayBeReached() throws Exception {
        RelayPolicy small = mostPayload(5);
        try (Proxy proxy = Proxy.start(upward(small).andThen(downward(small))::apply);
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            receive(client.send(origin.post("/", "hello")));
            receive(client.send(origin.post("/", "hello")));
            client.send(origin.post("/", "hello!"));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ").contains("outcome: content_too_large");
        }
    }

    @Test
    void aGreatestRateHoldsABodyBackAndLosesNothing() throws Exception {
        RelayPolicy slow = new RelayPolicy(Duration.ZERO, 0, 50_000, Duration.ZERO, 0);
        try (Proxy proxy = Proxy.start(upward(slow).andThen(downward(slow))::apply);
                Origin origin = Origin.that(Manner.ECHO);
                Client client = proxy.client()) {
            String body = "x".repeat(200_000);
            client.send(origin.post("/", body));
            for (int i = 0; i < 9; i++) {
                proxy.skip(Duration.ofSeconds(1));
            }
            String length = Origin.field(client.head(), "Content-Length");
            assertThat(client.read(Integer.parseInt(length))).endsWith(body);
            proxy.awaitClosed(1);
        }
    }

    @Test
    void theGreatestAgeHoldsForAnExchange() throws Exception {
        RelayPolicy brief = new RelayPolicy(Duration.ZERO, 0, 0, Duration.ofMinutes(1), 0);
        try (Proxy proxy = Proxy.start(downward(brief));
                Origin origin = Origin.that(Manner.HELLO, Manner.SILENT);
                Client client = proxy.client()) {
            exchange(client, origin);
            proxy.awaitLive(0);
            proxy.skip(Duration.ofSeconds(59));
            client.send(origin.get("/"));
            origin.request();
            origin.request();
            proxy.skip(Duration.ofSeconds(59));
            assertThat(proxy.registry.liveCount()).isEqualTo(1);
            proxy.skip(Duration.ofSeconds(2));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 504 ");
        }
    }
}
