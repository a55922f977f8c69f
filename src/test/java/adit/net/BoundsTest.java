package adit.net;

import static adit.net.SettingsChanges.limits;
import static adit.net.SettingsChanges.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.config.Settings;
import adit.http.IpAddress;
import adit.net.Peer.Script;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the whole proxy may have at once, and what becomes of those who want more. */
class BoundsTest {
    private static final long MEMORY = 64 << 20;

    private final List<Client> crowd = new ArrayList<>();

    @AfterEach
    void unlimited() {
        Proxy.sockets = Long.MAX_VALUE;
    }

    private void crowd(Proxy proxy, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            crowd.add(new Client(proxy.address()));
        }
    }

    private void disperse() throws IOException {
        for (Client client : crowd) {
            client.close();
        }
    }

    private static void served(Proxy proxy, Peer echo) throws IOException {
        try (Client client = proxy.client()) {
            assertThat(client.connect(echo.authority())).contains(" 200 ");
            client.send("hello").endOutput();
            assertThat(client.readToEnd()).isEqualTo("hello");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.ACCEPT_LIMIT)
    @Fault(
            value = Fault.Kind.OVERLOAD,
            when = "connections",
            outcome = "503 with Retry-After for some of them, the others are closed unread: accept-limit")
    void aFullProxySaysSoToAFewAtATimeAndClosesTheOthers() throws Exception {
        try (Proxy proxy = Proxy.start(limits(1, 16 * 1024));
                Peer echo = Peer.that(Script.ECHO);
                Client first = proxy.client()) {
            proxy.awaitLive(1);
            try (Client told = proxy.client()) {
                told.send(Client.request(echo.authority()));
                assertThat(told.readToEnd()).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: ");
            }
            crowd(proxy, 4 * Capacity.NOTICES);
            await().until(() -> proxy.registry.closed(Outcome.ACCEPT_LIMIT) > 3 * Capacity.NOTICES);
            assertThat(proxy.registry.liveCount()).isLessThanOrEqualTo(1 + Capacity.NOTICES);
            assertThat(proxy.use("limits.max_connections")).isEqualTo(1);
            disperse();
            first.leave();
            proxy.awaitLive(0);
            await().until(() -> proxy.use("limits.max_connections") == 0);
            served(proxy, echo);
        }
    }

    @Test
    void theSystemsLimitOfOpenFilesIsALimitOfConnections() throws Exception {
        Proxy.sockets = 20;
        try (Proxy proxy = Proxy.start();
                Peer echo = Peer.that(Script.ECHO)) {
            crowd(proxy, 10);
            proxy.awaitLive(10);
            crowd(proxy, 30);
            await().until(() -> proxy.registry.closed(Outcome.ACCEPT_LIMIT) >= 30 - Capacity.NOTICES);
            for (Client client : crowd.subList(0, 10)) {
                assertThat(client.connect(echo.authority())).contains(" 200 ");
            }
            disperse();
            proxy.awaitLive(0);
            served(proxy, echo);
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.OVERLOAD,
            when = "connections of one address",
            outcome = "429 with Retry-After for some of them, the others are closed unread: client-limit")
    void oneAddressHasSoManyConnectionsIdleOnesIncludedAndOthersAreServed() throws Exception {
        try (Proxy proxy = Proxy.start(Sharing.connectionsPerClient(OptionalInt.of(2)));
                Peer echo = Peer.that(Script.ECHO);
                Origin origin = Origin.that(Origin.Manner.HELLO);
                Client idle = proxy.client();
                Client open = proxy.client();
                Client other = Client.from("127.0.0.2", proxy.address())) {
            ForwardTest.exchange(idle, origin);
            assertThat(open.connect(echo.authority())).contains(" 200 ");
            try (Client third = proxy.client()) {
                third.send(Client.request(echo.authority()));
                assertThat(third.readToEnd())
                        .startsWith("HTTP/1.1 429 ")
                        .contains("\r\nRetry-After: ", "connections from your address");
            }
            assertThat(other.connect(echo.authority())).contains(" 200 ");
            assertThat(proxy.neighbours.mostConnections()).isEqualTo(2);
            idle.leave();
            await().until(() -> proxy.neighbours.mostConnections() == 1);
            served(proxy, echo);
            open.leave();
            other.leave();
        }
    }

    @Test
    void byDefaultOneAddressHasHalfOfTheConnectionsThatThereAreOpenFilesFor() throws Exception {
        Proxy.sockets = 8;
        try (Proxy proxy = Proxy.start(Sharing.connectionsPerClient(OptionalInt.empty()));
                Peer echo = Peer.that(Script.ECHO);
                Client other = Client.from("127.0.0.2", proxy.address())) {
            crowd(proxy, 2);
            await().until(() -> proxy.neighbours.mostConnections() == 2);
            try (Client third = proxy.client()) {
                third.send(Client.request(echo.authority()));
                assertThat(third.readToEnd()).startsWith("HTTP/1.1 429 ");
            }
            assertThat(other.connect(echo.authority())).contains(" 200 ");
            disperse();
            other.leave();
        }
    }

    @Test
    @Provokes(outcomes = Outcome.HANDSHAKE_LIMIT)
    @Fault(
            value = Fault.Kind.SLOW_PEER,
            when = "thousands that begin a TLS handshake and do not go on",
            outcome =
                    "past `limits.max_handshakes` the one that has stood still for longest is closed: handshake-limit")
    void handshakesThatDoNotGetOnGiveWayToThoseThatDo() throws Exception {
        UnaryOperator<Settings> tls = SettingsChanges.listeners(Proxy.listener(Settings.Mode.HTTPS, Optional.empty()));
        try (Proxy proxy = Proxy.start(tls.andThen(work(10, 10, MEMORY))::apply);
                Peer echo = Peer.that(Script.ECHO)) {
            crowd(proxy, 10);
            proxy.awaitLive(10);
            for (int i = 0; i < 20; i++) {
                served(proxy, echo);
            }
            crowd(proxy, 20);
            await().until(() -> proxy.registry.closed(Outcome.HANDSHAKE_LIMIT) >= 20);
            assertThat(proxy.use("limits.max_handshakes")).isLessThanOrEqualTo(10);
            served(proxy, echo);
            disperse();
        }
    }

    @Test
    @Provokes(outcomes = Outcome.CONNECTOR_BUSY)
    @Fault(
            value = Fault.Kind.OVERLOAD,
            when = "targets that do not answer",
            outcome = "past `limits.max_pending_connects` 503 with Retry-After: connector-busy")
    void whereTooManyTargetsAreConnectedToTheNextIsRefusedAtOnce() throws Exception {
        try (Proxy proxy = Proxy.start(work(10, 1, MEMORY));
                Peer hole = Peer.that(Script.BLACK_HOLE);
                Peer echo = Peer.that(Script.ECHO);
                Client waiting = proxy.client();
                Client next = proxy.client()) {
            waiting.send(Client.request(hole.authority()));
            await().until(() -> proxy.use("limits.max_pending_connects") == 1);
            next.send(Client.request(echo.authority()));
            assertThat(next.readToEnd())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("\r\nRetry-After: ", "outcome: connector_busy");
            waiting.reset();
            await().until(() -> proxy.use("limits.max_pending_connects") == 0);
            served(proxy, echo);
        }
    }

    @Test
    void aNameOfManyDeadAddressesHasFewAttemptsAtATimeAndAllAreTried() throws Exception {
        List<InetAddress> dead = IntStream.range(1, 13)
                .mapToObj(i -> IpAddress.parse("127.0.0." + i).orElseThrow())
                .toList();
        UnaryOperator<Settings> patient =
                SettingsChanges.connectTimeout(Duration.ofHours(1)).andThen(work(10, 100, MEMORY))::apply;
        try (Peer hole = Peer.on(IpAddress.parse("0.0.0.0").orElseThrow(), Script.BLACK_HOLE);
                Proxy proxy = Proxy.start(patient, (host, answer) -> answer.found(dead));
                Client client = proxy.client()) {
            client.send(Client.request("dead.example:" + hole.port()));
            proxy.awaitPhase(Phase.CONNECTING);
            for (int i = 0; i < 3 * dead.size(); i++) {
                proxy.skip(Duration.ofMillis(300));
                assertThat(proxy.use("limits.max_pending_connects")).isLessThanOrEqualTo(Dial.MOST_ATTEMPTS);
            }
            assertThat(proxy.use("limits.max_pending_connects")).isEqualTo(Dial.MOST_ATTEMPTS);
            proxy.skip(Duration.ofHours(1));
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 504 ")
                    .contains("at any of 12 addresses: 12 timed out.");
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.OVERLOAD,
            when = "bytes that wait for slow readers",
            outcome = "past half of `limits.parked_bytes` all are read less at a time; who holds most is read no more")
    void ofParkedBytesThereAreNoMoreThanTheBudgetAndOthersAreServed() throws Exception {
        long budget = 1 << 20;
        try (Proxy proxy = Proxy.start(work(10, 100, budget));
                Peer flood = Peer.that(Script.FLOOD);
                Peer echo = Peer.that(Script.ECHO)) {
            for (int i = 0; i < 100; i++) {
                crowd.add(proxy.client());
                assertThat(crowd.get(i).connect(flood.authority())).contains(" 200 ");
            }
            for (int i = 0; i < 20; i++) {
                served(proxy, echo);
                assertThat(proxy.use("limits.parked_bytes")).isLessThanOrEqualTo(budget);
            }
            assertThat(crowd.get(50).in().readNBytes(1 << 20)).hasSize(1 << 20);
            for (Client client : crowd) {
                client.reset();
            }
        }
    }
}
