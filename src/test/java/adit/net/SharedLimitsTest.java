package adit.net;

import static adit.net.Sharing.bytes;
import static adit.net.Sharing.newTunnels;
import static adit.net.Sharing.perClient;
import static adit.net.Sharing.perTarget;
import static adit.net.Sharing.perUser;
import static adit.net.Sharing.tunnels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.http.Target;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What clients, users and targets have together. Each proxy makes sure at its end that all has been given back. */
class SharedLimitsTest extends AuthenticationSetup {
    private static final String OPEN = "HTTP/1.1 200 ";
    private static final String REFUSED = "HTTP/1.1 429 ";

    @Test
    @Provokes(outcomes = Outcome.CLIENT_LIMIT)
    void aClientThatHasAllItMayIsToldSoAndOthersAreServed() throws Exception {
        try (Proxy proxy = Proxy.start(perClient(tunnels(1)));
                Peer peer = Peer.that(Script.ECHO);
                Client first = proxy.client()) {
            assertThat(first.connect(peer.authority())).startsWith(OPEN);
            try (Client second = proxy.client()) {
                second.send(Client.request(peer.authority()));
                assertThat(second.readToEnd())
                        .startsWith(REFUSED)
                        .contains("\r\nRetry-After: ")
                        .contains("outcome: client_limit");
            }
            try (Client neighbour = Client.from("127.0.0.2", proxy.address())) {
                assertThat(neighbour.connect(peer.authority())).startsWith(OPEN);
            }
            first.leave();
            proxy.awaitLive(0);
            try (Client third = proxy.client()) {
                assertThat(third.connect(peer.authority())).startsWith(OPEN);
            }
        }
    }

    @Test
    void oneThatIsRefusedAndSaysNothingIsGoneInSeconds() throws Exception {
        try (Proxy proxy = Proxy.start(perClient(tunnels(1)));
                Client first = proxy.client()) {
            proxy.awaitPhase(Phase.NEGOTIATING);
            try (Client silent = proxy.client()) {
                proxy.awaitLive(2);
                proxy.skip(Duration.ofMillis(2100));
                assertThat(silent.readToEnd()).startsWith(REFUSED);
            }
            proxy.awaitLive(1);
            first.leave();
        }
    }

    @Test
    void aFloodIsClosedWithoutAWord() throws Exception {
        try (Proxy proxy = Proxy.start(perClient(tunnels(1)));
                Client first = proxy.client()) {
            proxy.awaitPhase(Phase.NEGOTIATING);
            List<Client> flood = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                flood.add(proxy.client());
            }
            proxy.awaitClosed(50 - 8);
            assertThat(proxy.registry.liveCount()).isEqualTo(1 + 8);
            for (Client client : flood) {
                client.reset();
            }
            proxy.awaitLive(1);
            assertThat(proxy.registry.closed(Outcome.CLIENT_LIMIT)).isEqualTo(50 - 8);
            first.leave();
        }
    }

    @Test
    void whereATongueIsLackingTheConnectionIsClosed() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO)) {
            Optional<Target> destination = Optional.of(Target.parse(peer.authority()));
            Settings.Listener listener = Proxy.listener(Settings.Mode.TCP, destination);
            try (Proxy proxy = Proxy.start(settings -> perClient(tunnels(1))
                            .apply(SettingsChanges.listeners(listener).apply(settings)));
                    Client first = proxy.client()) {
                first.send("hello");
                assertThat(first.read(5)).isEqualTo("hello");
                try (Client second = proxy.client()) {
                    assertThat(second.readToEnd()).isEmpty();
                }
                assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_LIMIT);
                first.leave();
            }
        }
    }

    @Test
    void noHandshakeIsMadeWithAClientThatHasAllItMay() throws Exception {
        Settings.Listener listener = Proxy.listener(Settings.Mode.HTTPS, Optional.empty());
        try (Proxy proxy = Proxy.start(settings -> perClient(tunnels(1))
                        .apply(SettingsChanges.listeners(listener).apply(settings)));
                Client first = proxy.client();
                Socket second =
                        new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
            assertThat(second.getInputStream().read()).isEqualTo(-1);
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.CLIENT_LIMIT);
            assertThat(record.phase()).isEqualTo(Phase.HANDSHAKING);
            first.leave();
        }
    }

    @Test
    @Provokes(outcomes = Outcome.RATE_LIMIT)
    void newTunnelsOfAClientComeAtTheirRate() throws Exception {
        try (Proxy proxy = Proxy.start(perClient(newTunnels(1, 2)));
                Peer peer = Peer.that(Script.ECHO)) {
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(ask(proxy, peer));
            }
            assertThat(answers.subList(0, 2)).allMatch(answer -> answer.startsWith(OPEN));
            assertThat(answers.get(2)).startsWith(REFUSED).contains("\r\nRetry-After: 1\r\n");
            proxy.sleepThrough(Duration.ofSeconds(1));
            assertThat(ask(proxy, peer)).startsWith(OPEN);
        }
    }

    private static String ask(Proxy proxy, Peer peer) throws Exception {
        try (Client client = proxy.client()) {
            client.send(Client.request(peer.authority()));
            return client.head();
        }
    }

    @Test
    void eachRequestOverOneConnectionIsATunnel() throws Exception {
        try (Proxy proxy = Proxy.start(perClient(newTunnels(1, 2)));
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            ForwardTest.exchange(client, origin);
            ForwardTest.exchange(client, origin);
            client.send(origin.get("/"));
            assertThat(client.readToEnd()).startsWith(REFUSED);
        }
    }

    @Test
    void aConnectionThatWaitsForItsNextRequestHasNoTunnel() throws Exception {
        try (Proxy proxy = Proxy.start(perClient(tunnels(1)));
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            ForwardTest.exchange(client, origin);
            proxy.awaitLive(0);
            assertThat(proxy.neighbours.clientsInUse()).isZero();
            ForwardTest.exchange(client, origin);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.USER_LIMIT)
    void aUserHasSoManyTunnelsWhereverItIs() throws Exception {
        try (Proxy proxy = Proxy.start(settings -> perUser(tunnels(1)).apply(withUsers.apply(settings)), atOnce);
                Peer peer = Peer.that(Script.ECHO);
                Client here = proxy.client();
                Client there = Client.from("127.0.0.2", proxy.address())) {
            here.send(request(peer.authority(), RIGHT));
            assertThat(here.head()).startsWith(OPEN);
            there.send(request(peer.authority(), RIGHT));
            assertThat(there.readToEnd()).startsWith(REFUSED).contains("outcome: user_limit");
            here.leave();
        }
    }

    @Test
    void whoIsNotAuthenticatedTakesNothingFromTheUser() throws Exception {
        try (Proxy proxy = Proxy.start(settings -> perUser(tunnels(1)).apply(withUsers.apply(settings)), atOnce);
                Peer peer = Peer.that(Script.ECHO);
                Client guesser = proxy.client();
                Client user = proxy.client()) {
            guesser.send(request(peer.authority(), WRONG));
            guesser.readToEnd();
            user.send(request(peer.authority(), RIGHT));
            assertThat(user.head()).startsWith(OPEN);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.TARGET_LIMIT)
    void aTargetHasSoManyTunnelsFromAllClients() throws Exception {
        try (Proxy proxy = Proxy.start(perTarget(tunnels(1)));
                Peer peer = Peer.that(Script.ECHO);
                Peer another = Peer.that(Script.ECHO);
                Client first = proxy.client();
                Client second = Client.from("127.0.0.2", proxy.address());
                Client third = proxy.client()) {
            assertThat(first.connect(peer.authority())).startsWith(OPEN);
            second.send(Client.request(peer.authority()));
            assertThat(second.readToEnd()).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: ");
            assertThat(third.connect(another.authority())).startsWith(OPEN);
        }
    }

    @Test
    void aLimitThatIsLoweredCountsTheTunnelsThatGoOn() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client first = proxy.client();
                Client second = proxy.client()) {
            first.connect(peer.authority());
            second.connect(peer.authority());
            proxy.settings = perClient(tunnels(2)).apply(proxy.settings);
            try (Client third = proxy.client()) {
                assertThat(third.connect(peer.authority())).startsWith(REFUSED);
            }
            first.send("goes on");
            assertThat(first.read(7)).isEqualTo("goes on");
        }
    }

    @Test
    void allTunnelsOfAClientShareItsRate() throws Exception {
        try (Proxy proxy = Proxy.start(perClient(bytes(100_000)));
                Peer peer = Peer.that(Script.DEAF);
                Client first = proxy.client();
                Client second = proxy.client();
                Client neighbour = Client.from("127.0.0.2", proxy.address())) {
            for (Client client : List.of(first, second, neighbour)) {
                client.connect(peer.authority());
            }
            first.send(new byte[60_000]);
            second.send(new byte[60_000]);
            neighbour.send(new byte[10_000]);
            awaitRelayed(proxy, 10_000 + 12_500);
            assertThat(relayed(proxy)).isLessThan(10_000 + 60_000);
            for (int i = 0; i < 20; i++) {
                proxy.skip(Duration.ofMillis(100));
            }
            awaitRelayed(proxy, 130_000);
        }
    }

    private static void awaitRelayed(Proxy proxy, long bytes) {
        await().until(() -> relayed(proxy) >= bytes);
    }

    private static long relayed(Proxy proxy) {
        return proxy.registry.bytesToTargetTotal();
    }

    @Test
    void aRateThatIsSetMeanwhileHoldsForTunnelsThatGoOnAndSoDoesItsEnd() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.DEAF);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            proxy.settings = perClient(bytes(1000)).apply(proxy.settings);
            proxy.server.limitsChanged();
            proxy.onEachLoop(TunnelProcessor::now);
            client.send(new byte[100_000]);
            awaitRelayed(proxy, 1000);
            assertThat(relayed(proxy)).isLessThan(10_000);

            proxy.settings = perClient(bytes(0)).apply(proxy.settings);
            proxy.server.limitsChanged();
            awaitRelayed(proxy, 100_000);
        }
    }

    @Test
    void everyEndGivesThePlaceBack() throws Exception {
        try (Proxy proxy = Proxy.start(perClient(tunnels(1)));
                Peer echo = Peer.that(Script.ECHO);
                Peer refused = Peer.that(Script.ABSENT);
                Peer reset = Peer.that(Script.RESET)) {
            List<String> requests = Stream.of(
                            Client.request(echo.authority()),
                            Client.request(refused.authority()),
                            Client.request(reset.authority()),
                            Client.request("127.0.0.1:" + proxy.address().getPort()),
                            Client.request("no.such.name:443"),
                            "nonsense\r\n\r\n",
                            "CONNECT half",
                            "")
                    .toList();
            long ended = 0;
            for (String request : requests) {
                try (Client client = proxy.client()) {
                    client.send(request).endOutput();
                    client.head();
                }
                ended++;
                proxy.awaitClosed(ended);
                assertThat(proxy.neighbours.clientsInUse() + proxy.neighbours.targetsInUse())
                        .as(request)
                        .isZero();
            }
            assertThat(proxy.registry.closed(Outcome.CLIENT_LIMIT)).isZero();
        }
    }
}
