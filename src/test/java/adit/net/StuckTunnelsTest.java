package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.net.Peer.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many clients that read nothing, each with a target that sends as fast as it can. */
class StuckTunnelsTest {
    private static final int TUNNELS = 300;
    private static final int MEGABYTE = 1 << 20;
    private static final long BUDGET = 8 * MEGABYTE;

    @Test
    @Fault(
            value = Fault.Kind.DEAF_PEER,
            when = "hundreds at once",
            outcome = "what waits is bounded, nothing spins, and all comes back")
    void theMemoryOfStuckTunnelsIsBoundedAndComesBack() throws Exception {
        List<Client> clients = new ArrayList<>();
        try (Proxy proxy = Proxy.start(SettingsChanges.work(2000, 5000, BUDGET));
                Peer flood = Peer.that(Script.FLOOD)) {
            for (int i = 0; i < TUNNELS; i++) {
                Client client = proxy.client();
                clients.add(client);
                assertThat(client.connect(flood.authority())).contains(" 200 ");
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> stuckLegs(proxy) == TUNNELS);
            assertThat(proxy.use("limits.parked_bytes")).isBetween((long) TUNNELS, BUDGET);
            proxy.assertThatNothingSpins();
            assertThat(clients.get(TUNNELS / 2).in().readNBytes(8 * MEGABYTE)).hasSize(8 * MEGABYTE);
            for (Client client : clients) {
                client.reset();
            }
            proxy.awaitClosed(TUNNELS);
        }
    }

    private static int stuckLegs(Proxy proxy) {
        return proxy
                .onEachLoop(p -> (int) p.selector().keys().stream()
                        .filter(key -> key.attachment() instanceof Leg leg && leg.isBlocked())
                        .count())
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }
}
