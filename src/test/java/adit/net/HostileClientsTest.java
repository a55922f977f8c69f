package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.Fault;
import adit.net.Peer.Script;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that mean harm, a few hundred of each kind, while one with good manners is served. */
class HostileClientsTest {
    private static final int CROWD = 200;

    /** So long that what the machine takes for the test does not matter. */
    private static final Duration STEP = Duration.ofMinutes(6);

    private static List<Client> crowd(Proxy proxy) throws IOException {
        List<Client> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(new Client(proxy.address()));
        }
        return crowd;
    }

    private static void assertServed(Proxy proxy, Peer echo) throws IOException {
        try (Client client = new Client(proxy.address())) {
            assertThat(client.connect(echo.authority())).contains(" 200 ");
            client.send("hello").endOutput();
            assertThat(client.readToEnd()).isEqualTo("hello");
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.SLOW_PEER,
            when = "hundreds of half heads, then a byte now and then",
            outcome = "408 after `initiation_timeout`, which no byte prolongs: request-timeout; others are served")
    void whoSendsAByteNowAndThenHasNoMoreTimeThanOthers() throws Exception {
        try (Proxy proxy = Proxy.start(SettingsChanges.initiationTimeout(STEP.multipliedBy(10)));
                Peer echo = Peer.that(Script.ECHO)) {
            List<Client> crowd = crowd(proxy);
            for (Client client : crowd) {
                client.send("CONNECT half.example:443 HTTP/1.1\r\nHost:");
            }
            proxy.awaitLive(CROWD);
            assertServed(proxy, echo);
            for (int step = 0; step < 9; step++) {
                proxy.skip(STEP);
                for (Client client : crowd) {
                    client.send("x");
                }
            }
            assertServed(proxy, echo);
            assertThat(proxy.registry.closed(Outcome.REQUEST_TIMEOUT)).isZero();
            proxy.skip(STEP);
            for (Client client : crowd) {
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
                client.close();
            }
            proxy.awaitLive(0);
            assertThat(proxy.registry.closed(Outcome.REQUEST_TIMEOUT)).isEqualTo(CROWD);
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.RESET,
            when = "of hundreds of clients, again and again",
            outcome = "each is gone at once, and their targets with them; others are served")
    void whoComesAndLeavesLeavesNothing() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer echo = Peer.that(Script.ECHO)) {
            for (Client client : crowd(proxy)) {
                client.close();
            }
            assertServed(proxy, echo);
            for (Client client : crowd(proxy)) {
                client.send(Client.request(echo.authority()));
                client.reset();
            }
            assertServed(proxy, echo);
            for (int i = 0; i < CROWD; i++) {
                try (Client client = new Client(proxy.address())) {
                    client.connect(echo.authority());
                    client.reset();
                }
            }
            assertServed(proxy, echo);
            proxy.awaitClosed(3 * CROWD + 3);
        }
    }
}
