package adit.net;

import static adit.net.SettingsChanges.listeners;
import static adit.net.SettingsChanges.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import adit.account.LiveListener;
import adit.account.LiveListener.State;
import adit.account.TunnelTotals;
import adit.config.Settings;
import adit.config.Settings.Listener;
import adit.config.Settings.Mode;
import adit.http.IpAddress;
import adit.http.Target;
import adit.lists.BlockLists;
import adit.net.Peer.Script;
import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.Cidr;
import adit.policy.PolicyMode;
import adit.policy.Rule;
import adit.policy.Rule.Action;
import adit.policy.Rule.Audience;
import adit.policy.Rule.Scope;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Several listeners of one proxy. */
class ListenersTest {
    private static final TargetPolicy NOTHING = new TargetPolicy(
            PolicyMode.ENFORCE,
            BlockLists.EMPTY,
            new RuleSet(List.of(), Optional.empty(), AllowedPorts.UNSET, Map.of()),
            new AddressRules(List.of()));

    @Test
    void eachListenerHasItsModeAndItsPolicy() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(both(
                        listeners(
                                http("main", "127.0.0.1", Settings.DEFAULT),
                                http("closed", "127.0.0.1", "nothing"),
                                tcp("db", peer, Settings.DEFAULT),
                                tcp("shut", peer, "nothing")),
                        policies(Map.of(Settings.DEFAULT, Proxy.LOOPBACK_ONLY, "nothing", NOTHING))))) {
            try (Client client = client(proxy, "main")) {
                assertThat(client.connect(peer.authority())).contains(" 200 ");
            }
            try (Client client = client(proxy, "closed")) {
                assertThat(client.connect(peer.authority())).contains(" 403 ");
            }
            try (Client client = client(proxy, "db")) {
                client.send("hello").endOutput();
                assertThat(client.readToEnd()).isEqualTo("hello");
            }
            try (Client client = client(proxy, "shut")) {
                assertThat(client.readToEnd()).isEmpty();
            }
            proxy.awaitClosed(4);
            assertThat(proxy.registry.of("main").closed(Outcome.ESTABLISHED)).isEqualTo(1);
            assertThat(proxy.registry.of("closed").closed(Outcome.TARGET_NOT_ALLOWED))
                    .isEqualTo(1);
            assertThat(proxy.registry.of("db").bytesToClientTotal()).isEqualTo(5);
            assertThat(proxy.registry.of("shut").closed(Outcome.TARGET_NOT_ALLOWED))
                    .isEqualTo(1);
        }
    }

    @Test
    void aRefusalByARuleNamesTheRule() throws Exception {
        Scope guests = new Scope(List.of(), Optional.empty(), Set.of("guests"));
        Rule rule = new Rule("no-guests", Action.DENY, guests, Audience.EVERYBODY);
        TargetPolicy policy = new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(
                        List.of(rule),
                        Optional.empty(),
                        Proxy.LOOPBACK_ONLY.rules().ports(),
                        Map.of()),
                Proxy.LOOPBACK_ONLY.addresses());
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(both(
                        listeners(
                                http("main", "127.0.0.1", Settings.DEFAULT),
                                http("guests", "127.0.0.1", Settings.DEFAULT)),
                        policies(Map.of(Settings.DEFAULT, policy))))) {
            try (Client client = client(proxy, "main")) {
                assertThat(client.connect(peer.authority())).contains(" 200 ");
            }
            proxy.awaitClosed(1);
            proxy.records.clear();
            try (Client client = client(proxy, "guests")) {
                client.send(Client.request(peer.authority()));
                assertThat(client.readToEnd())
                        .contains("outcome: " + Outcome.TARGET_NOT_ALLOWED.label(), "rule:    no-guests\n");
            }
        }
    }

    @Test
    void aRuleKnowsTheAddressOfTheClient() throws Exception {
        Audience elsewhere = new Audience(List.of(Cidr.parse("127.0.0.2")), Set.of(), Set.of());
        Rule rule = new Rule("elsewhere", Action.ALLOW, Scope.ALL, elsewhere);
        TargetPolicy policy = new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(List.of(rule), Optional.empty(), AllowedPorts.UNSET, Map.of()),
                Proxy.LOOPBACK_ONLY.addresses());
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(SettingsChanges.policy(policy));
                Client known = Client.from("127.0.0.2", proxy.address());
                Client unknown = proxy.client()) {
            assertThat(known.connect(peer.authority())).contains(" 200 ");
            unknown.send(Client.request(peer.authority()));
            assertThat(unknown.readToEnd()).startsWith("HTTP/1.1 403 ").contains("rule:    rules\n");
        }
    }

    @Test
    void whoWaitsToBeLetInWhenAListenerIsPausedIsServed() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = oneThread()) {
            CompletableFuture<Void> held = proxy.holdAfter(() -> {});
            try (Client first = client(proxy, "main");
                    Client second = client(proxy, "main")) {
                Thread pausing = closing(proxy.listener("main")::pause);
                held.complete(null);
                assertThat(first.connect(peer.authority())).contains(" 200 ");
                assertThat(second.connect(peer.authority())).contains(" 200 ");
                pausing.join();
            }
        }
    }

    @Test
    void whoWaitsToBeLetInWhenTheProxyDrainsIsTold() throws Exception {
        try (Proxy proxy = oneThread()) {
            CompletableFuture<Void> held = proxy.holdAfter(() -> {});
            try (Client asking = client(proxy, "main");
                    Client silent = client(proxy, "main")) {
                asking.send(Client.request("localhost:1"));
                proxy.server.drain();
                held.complete(null);
                assertThat(asking.readToEnd()).contains("outcome: draining");
                assertThat(silent.readToEnd()).contains("outcome: draining");
            }
        }
    }

    private static Proxy oneThread() throws IOException {
        return Proxy.start(UnaryOperator.identity(), Proxy.NO_NAMES);
    }

    /** Does on a thread of its own what waits for the I/O thread; returns once it does. */
    private static Thread closing(Runnable action) {
        Thread thread = new Thread(action);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    @Test
    void aListenerMayHaveAnAddressOfIpv6() throws Exception {
        try (Peer peer = Peer.on(IpAddress.parse("::1").orElseThrow(), Script.ECHO);
                Proxy proxy = Proxy.start(
                        listeners(http("six", "::1", Settings.DEFAULT), http("main", "127.0.0.1", Settings.DEFAULT)))) {
            for (String listener : List.of("six", "main")) {
                try (Client client = client(proxy, listener)) {
                    assertThat(client.connect(peer.authority())).contains(" 200 ");
                    client.send("hello").endOutput();
                    assertThat(client.readToEnd()).isEqualTo("hello");
                }
            }
        }
    }

    @Test
    void noListenerLeadsToAnotherOfTheSameProxyNorToOneThatIsPaused() throws Exception {
        try (Proxy proxy = Proxy.start(
                listeners(http("main", "127.0.0.1", Settings.DEFAULT), http("six", "::1", Settings.DEFAULT)))) {
            LiveListener six = proxy.listener("six");
            String authority = "[::1]:" + six.address().getPort();
            for (int i = 0; i < 2; i++) {
                try (Client client = client(proxy, "main")) {
                    client.send(Client.request(authority));
                    assertThat(client.readToEnd()).contains("outcome: " + Outcome.LOOP_DETECTED.label());
                }
                six.pause();
            }
        }
    }

    @Test
    void theTotalsOfTheListenersAreThoseOfTheWhole() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(
                        listeners(http("main", "127.0.0.1", Settings.DEFAULT), tcp("db", peer, Settings.DEFAULT)))) {
            for (int i = 0; i < 20; i++) {
                try (Client one = client(proxy, "main");
                        Client other = client(proxy, "db")) {
                    one.connect(i % 3 == 0 ? "no.such.name.invalid:1" : peer.authority());
                    other.send("x".repeat(i + 1)).endOutput();
                    other.readToEnd();
                }
            }
            proxy.awaitClosed(40);
            assertSum(proxy, TunnelTotals::openedTotal);
            assertSum(proxy, TunnelTotals::closedTotal);
            assertSum(proxy, TunnelTotals::bytesToClientTotal);
            assertSum(proxy, TunnelTotals::bytesToTargetTotal);
            assertThat(Outcome.values()).allSatisfy(outcome -> assertSum(proxy, totals -> totals.closed(outcome)));
            assertThat(proxy.registry.of("db").bytesToTargetTotal()).isEqualTo(210);
            assertThat(proxy.registry.of("main").closed(Outcome.RESOLVE_FAILED)).isEqualTo(7);
        }
    }

    @Test
    void aPausedListenerRefusesClientsWhileItsTunnelsGoOn() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(listeners(
                        http("main", "127.0.0.1", Settings.DEFAULT), http("other", "127.0.0.1", Settings.DEFAULT)));
                Client tunnel = client(proxy, "main")) {
            assertThat(tunnel.connect(peer.authority())).contains(" 200 ");
            LiveListener main = proxy.listener("main");
            InetSocketAddress address = main.address();

            main.pause();

            assertThat(main.state()).isEqualTo(State.PAUSED);
            assertThat(main.address()).isEqualTo(address);
            assertThatThrownBy(() -> new Client(address)).isInstanceOf(ConnectException.class);
            tunnel.send("still here");
            assertThat(tunnel.read(10)).isEqualTo("still here");
            try (Client client = client(proxy, "other")) {
                assertThat(client.connect(peer.authority())).contains(" 200 ");
            }

            main.resume();

            assertThat(main.state()).isEqualTo(State.LISTENING);
            assertThat(main.address()).isEqualTo(address);
            try (Client client = client(proxy, "main")) {
                assertThat(client.connect(peer.authority())).contains(" 200 ");
            }
            tunnel.send("and there");
            assertThat(tunnel.read(9)).isEqualTo("and there");
        }
    }

    @Test
    void aPauseAndAResumeMayComeTwiceAndManyTimes() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start()) {
            LiveListener main = proxy.listener("main");
            main.resume();
            for (int i = 0; i < 20; i++) {
                main.pause();
                main.pause();
                assertThatThrownBy(() -> new Client(main.address())).isInstanceOf(ConnectException.class);
                main.resume();
                main.resume();
                try (Client client = proxy.client()) {
                    assertThat(client.connect(peer.authority())).contains(" 200 ");
                }
            }
            assertThat(proxy.registry.openedTotal()).isEqualTo(20);
        }
    }

    @Test
    void aListenerWhoseAddressWasTakenMeanwhileStaysPausedAndSaysWhy() throws Exception {
        try (Proxy proxy = Proxy.start()) {
            LiveListener main = proxy.listener("main");
            InetSocketAddress address = main.address();
            main.pause();
            try (ServerSocket other = new ServerSocket()) {
                other.bind(address);
                assertThatThrownBy(main::resume)
                        .isInstanceOf(IOException.class)
                        .hasMessage("listener main: 127.0.0.1:" + address.getPort() + " is in use");
                assertThat(main.state()).isEqualTo(State.PAUSED);
            }
            main.resume();
            proxy.client().close();
            proxy.awaitClosed(1);
        }
    }

    @Test
    void nothingListensAgainOnceTheProxyDrains() throws Exception {
        try (Proxy proxy = Proxy.start(listeners(
                http("main", "127.0.0.1", Settings.DEFAULT), http("paused", "127.0.0.1", Settings.DEFAULT)))) {
            proxy.listener("paused").pause();

            proxy.server.drain();

            assertThat(proxy.server.listeners()).allSatisfy(listener -> {
                listener.pause();
                assertThat(listener.state()).isEqualTo(State.STOPPED);
                assertThatThrownBy(listener::resume)
                        .isInstanceOf(IOException.class)
                        .hasMessage("listener " + listener.name() + ": the proxy is shutting down");
            });
        }
    }

    @Test
    void whoeverPausesAndResumesWhileTheProxyDrainsNothingListensInTheEnd() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Proxy proxy = Proxy.start()) {
                LiveListener main = proxy.listener("main");
                CompletableFuture<Void> operator = CompletableFuture.runAsync(() -> toggle(main));
                proxy.server.drain();
                operator.join();
                assertThat(main.state()).isEqualTo(State.STOPPED);
                await().untilAsserted(() -> assertThatThrownBy(() -> new Client(main.address()).close())
                        .isInstanceOf(ConnectException.class));
            }
        }
    }

    private static void toggle(LiveListener listener) {
        try {
            for (int i = 0; i < 20; i++) {
                listener.pause();
                listener.resume();
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("shutting down");
        }
    }

    private static void assertSum(Proxy proxy, ToLongFunction<TunnelTotals> figure) {
        long sum = proxy.server.listeners().stream()
                .mapToLong(listener -> figure.applyAsLong(proxy.registry.of(listener.name())))
                .sum();
        assertThat(figure.applyAsLong(proxy.registry)).isEqualTo(sum);
    }

    private static Client client(Proxy proxy, String listener) throws IOException {
        return new Client(proxy.listener(listener).address());
    }

    private static UnaryOperator<Settings> both(UnaryOperator<Settings> one, UnaryOperator<Settings> other) {
        return settings -> other.apply(one.apply(settings));
    }

    private static Listener http(String name, String address, String policy) {
        return new Listener(
                name, any(address), Mode.HTTP, Optional.empty(), policy, Optional.empty(), Optional.empty());
    }

    private static Listener tcp(String name, Peer peer, String policy) throws Exception {
        Optional<Target> destination = Optional.of(Target.parse(peer.authority()));
        return new Listener(name, any("127.0.0.1"), Mode.TCP, destination, policy, Optional.empty(), Optional.empty());
    }

    private static InetSocketAddress any(String address) {
        return new InetSocketAddress(IpAddress.parse(address).orElseThrow(), 0);
    }
}
