package adit.net;

import static adit.net.ForwardFailureTest.assertCut;
import static adit.net.ForwardTest.exchange;
import static adit.net.ForwardTest.receive;
import static adit.net.SettingsChanges.downward;
import static adit.net.SettingsChanges.upward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import adit.net.Origin.Manner;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The limits of a relay hold for an exchange of plain HTTP. */
class ForwardLimitsTest {

    @Test
    void theMostPayloadOfADirectionHoldsForABody() throws Exception {
        RelayPolicy small = new RelayPolicy(Duration.ZERO, 0, 0, Duration.ZERO, 4);
        assertCut(Manner.HELLO, RelayEnd.PAYLOAD_EXCEEDED, downward(small));
    }

    @Test
    void theMostPayloadOfADirectionMayBeReached() throws Exception {
        RelayPolicy small = new RelayPolicy(Duration.ZERO, 0, 0, Duration.ZERO, 5);
        try (Proxy proxy = Proxy.start(upward(small).andThen(downward(small))::apply);
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            receive(client.send(origin.post("/", "hello")));
            receive(client.send(origin.post("/", "hello")));
            client.send(origin.post("/", "hello!"));
            assertThatIOException().isThrownBy(client::readToEnd);
            proxy.awaitClosed(3);
            assertThat(proxy.records.get(2).toTarget().end()).isEqualTo(RelayEnd.PAYLOAD_EXCEEDED);
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
