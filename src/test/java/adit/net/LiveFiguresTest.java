package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.Latencies.Percentiles;
import adit.account.Latencies.Step;
import adit.account.LiveThread;
import adit.account.LiveTunnel;
import adit.account.RuleFigures;
import adit.config.Settings;
import adit.net.Peer.Script;
import adit.policy.DecisionLog;
import adit.relay.RelayPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a running proxy tells of its tunnels and threads. */
class LiveFiguresTest {

    private static long count(Proxy proxy, Step step) {
        return proxy.registry.latencies().sinceStart().stream()
                .filter(row -> row.step() == step)
                .mapToLong(Percentiles::count)
                .sum();
    }

    @Test
    void eachStepOfATunnelIsTimedOnce() throws IOException {
        try (Proxy proxy = Proxy.start(
                        SettingsChanges.listeners(Proxy.listener(Settings.Mode.HTTPS, Optional.empty())),
                        (host, answer) -> answer.found(List.of(InetAddress.getLoopbackAddress())));
                Peer peer = Peer.that(Script.ECHO);
                Client byName = proxy.client();
                Client byAddress = proxy.client()) {
            assertThat(byName.connect("name.example:" + peer.port())).contains(" 200 ");
            assertThat(byAddress.connect(peer.authority())).contains(" 200 ");

            assertThat(count(proxy, Step.TLS)).isEqualTo(2);
            assertThat(count(proxy, Step.DNS)).isEqualTo(1);
            assertThat(count(proxy, Step.CONNECT)).isEqualTo(2);
            assertThat(count(proxy, Step.ACCEPT_TO_REPLY)).isEqualTo(2);
        }
    }

    @Test
    void whatDidNotHappenIsNotTimed() throws IOException {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send(Client.request("nowhere.example:443"));
            assertThat(client.readToEnd()).contains(" 502 ");
            proxy.awaitClosed(1);

            for (Step step : Step.values()) {
                assertThat(count(proxy, step)).as(step.label()).isZero();
            }
        }
    }

    @Test
    void theRuleThatDeniesAnAddressIsToldAfterTheOneThatAllowedTheName() throws IOException {
        try (Proxy proxy = Proxy.start()) {
            RuleFigures figures = new RuleFigures(DecisionLog.NONE);
            proxy.memory = figures;
            for (String address : List.of("127.0.0.1", "127.0.0.2", "127.0.0.3")) {
                try (Client client = Client.from(address, proxy.address())) {
                    client.send(Client.request("localhost:" + proxy.address().getPort()));
                    assertThat(client.readToEnd()).contains(" 403 ");
                }
            }

            assertThat(figures.of(Settings.DEFAULT)).containsKeys("allowed_ports", "loop");
            assertThat(figures.of(Settings.DEFAULT).get("loop").denials()).isEqualTo(3);
        }
    }

    @Test
    void aLiveTunnelTellsWhatLimitsIt() throws IOException {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            assertThat(client.connect(peer.authority())).contains(" 200 ");
            LiveTunnel tunnel = proxy.registry.live(1).get(0);

            assertThat(tunnel.policyToClient()).contains(proxy.settings.targetToClient());
            assertThat(tunnel.policyToTarget()).contains(proxy.settings.clientToTarget());
            assertThat(tunnel.sharedRate()).isZero();

            RelayPolicy stricter = new RelayPolicy(Duration.ofSeconds(70), 0, 5000, Duration.ZERO, 0);
            proxy.settings = SettingsChanges.upward(stricter)
                    .andThen(SettingsChanges.downward(stricter))
                    .apply(proxy.settings);
            tunnel.applyRelayPolicy();
            await().until(() -> tunnel.policyToClient().filter(stricter::equals).isPresent());
            assertThat(tunnel.policyToTarget()).contains(stricter);
        }
    }

    @Test
    void aThreadThatIsHeldUpIsSeenToBe() throws IOException {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            assertThat(client.connect(peer.authority())).contains(" 200 ");
            List<LiveThread> threads = proxy.server.threads();
            assertThat(threads).hasSize(2);
            assertThat(threads.stream().mapToLong(LiveThread::tunnels).sum()).isEqualTo(1);

            CompletableFuture<Void> held = proxy.holdAfter(() -> {});
            await().until(() -> threads.get(0).busyNanos() > TimeUnit.MILLISECONDS.toNanos(50));
            assertThat(threads.get(0).lagNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(50));
            assertThat(threads.get(0).position()).isPresent();
            held.complete(null);
            await().until(() -> threads.get(0).busyNanos() == 0);
        }
    }
}
