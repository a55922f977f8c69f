package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import adit.tunnel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers while tunnels open, move and close on several threads. */
class TunnelRegistryRaceTest {
    private static final int WRITERS = 3;
    private static final int TUNNELS_A_WRITER = 20_000;
    private static final int LIVE_AT_ONCE = 50;
    private static final long BYTES_A_TUNNEL = 1_000;

    private final TunnelRegistry registry = new TunnelRegistry(tunnel -> {});
    private final TunnelIds ids = new TunnelIds();
    private final AtomicLong moved = new AtomicLong();
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void totalsNeverGoBackNorBeyondTheTruthAndAreExactInTheEnd() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(executor.submit(this::write));
        }
        long before = 0;
        while (!writers.stream().allMatch(Future::isDone)) {
            long total = registry.bytesToClientTotal();
            assertThat(total).isBetween(before, moved.get());
            assertThat(registry.liveCount()).isBetween(0, WRITERS * (LIVE_AT_ONCE + 1));
            before = total;
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertThat(registry.bytesToClientTotal()).isEqualTo(WRITERS * TUNNELS_A_WRITER * BYTES_A_TUNNEL);
        assertThat(registry.openedTotal()).isEqualTo(WRITERS * TUNNELS_A_WRITER);
        assertThat(registry.closedTotal()).isEqualTo(registry.openedTotal());
        assertThat(registry.live(1)).isEmpty();
    }

    private void write() {
        List<FakeTunnel> live = new ArrayList<>();
        for (int i = 0; i < TUNNELS_A_WRITER; i++) {
            FakeTunnel tunnel = new FakeTunnel(ids.next());
            registry.opened(tunnel);
            live.add(tunnel);
            moved.addAndGet(BYTES_A_TUNNEL);
            tunnel.move(0, BYTES_A_TUNNEL);
            if (live.size() > LIVE_AT_ONCE) {
                close(live.remove(i % LIVE_AT_ONCE));
            }
        }
        live.forEach(this::close);
    }

    private void close(FakeTunnel tunnel) {
        registry.closed(tunnel.record(Outcome.ESTABLISHED));
    }
}
