package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.Fault;
import adit.account.LiveTunnel;
import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.relay.RelayEnd;
import adit.soak.Site;
import adit.soak.Targets;
import adit.soak.Visitor.Entrance;
import adit.soak.Workload;
import adit.tunnel.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Everything at once, in an order that a seed decides; {@code -Dadit.seed=} repeats it, {@code -Dadit.visits=} prolongs it. */
class RandomFaultsTest {
    private static final int WORKERS = 8;
    private static final long GREATEST = 2_000_000;

    private final long seed = Long.getLong("adit.seed", new Random().nextLong());
    private final long visits = Long.getLong("adit.visits", 1_500);
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    @Fault(
            value = Fault.Kind.EVERYTHING,
            outcome =
                    "every byte of what is not cut arrives in order and once; a cut is seen; every tunnel ends and is counted")
    void whateverHappensEveryByteAndEveryTunnelIsAccountedFor() throws Exception {
        System.out.println("RandomFaultsTest: -Dadit.seed=" + seed);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Targets targets = new Targets(threads);
                Proxy proxy = Proxy.start(SettingsChanges.listeners(
                        listener("plain", Settings.Mode.HTTP), listener("secure", Settings.Mode.HTTPS)))) {
            List<Entrance> entrances = List.of(
                    new Entrance(proxy.server.addresses().get(0), Optional.empty()),
                    new Entrance(proxy.server.addresses().get(1), Optional.of(TestTls.sslContext())));
            Site site =
                    new Site(entrances, targets, threads, GREATEST, this::pause, authority -> end(proxy, authority));
            Workload workload = new Workload(seed, site, WORKERS);
            workload.run(() -> workload.visits() < visits);

            assertThat(workload.failures()).as("seed %d", seed).isEmpty();
            proxy.awaitLive(0);
            assertAccounts(proxy, workload);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertAccounts(Proxy proxy, Workload workload) {
        assertThat(proxy.registry.closed(Outcome.ESTABLISHED))
                .isGreaterThanOrEqualTo(workload.tally().granted());
        assertThat(proxy.registry.closed(Outcome.CONNECT_REFUSED)
                        + proxy.registry.closed(Outcome.ADDRESS_DENIED)
                        + proxy.registry.closed(Outcome.MALFORMED_REQUEST))
                .isGreaterThanOrEqualTo(workload.tally().refused());
        assertThat(proxy.registry.bytesToTargetTotal()).isEqualTo(bytes(proxy, true));
        assertThat(proxy.registry.bytesToClientTotal()).isEqualTo(bytes(proxy, false));
        assertThat(proxy.registry.closed(Outcome.INTERNAL_ERROR)).isZero();
        assertThat(proxy.records)
                .extracting(record -> record.toClient().end())
                .contains(RelayEnd.KILLED)
                .doesNotContain(RelayEnd.READ_ERROR, RelayEnd.IDLE_TIMEOUT, RelayEnd.SHUTDOWN);
    }

    private static long bytes(Proxy proxy, boolean upward) {
        return proxy.records.stream()
                .map(upward ? TunnelRecord::toTarget : TunnelRecord::toClient)
                .mapToLong(TunnelRecord.Direction::bytes)
                .sum();
    }

    private static Settings.Listener listener(String name, Settings.Mode mode) {
        Settings.Listener usual = Proxy.listener(mode, Optional.empty());
        return new Settings.Listener(
                name,
                usual.address(),
                usual.mode(),
                usual.destination(),
                usual.policy(),
                usual.authentication(),
                usual.tls());
    }

    private static boolean end(Proxy proxy, String authority) {
        for (LiveTunnel tunnel : proxy.registry.live(Integer.MAX_VALUE)) {
            if (tunnel.request().stream()
                    .anyMatch(asked -> asked.target().toString().equals(authority))) {
                tunnel.end(RelayEnd.KILLED);
            }
        }
        return true;
    }

    private void pause(long millis) {
        try {
            assertThat(never.await(millis, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
