package adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.TunnelRegistry;
import adit.admin.Throughput.Rate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private final AtomicLong now = new AtomicLong();
    private final Throughput throughput = new Throughput(new TunnelRegistry(record -> {}), now::get);

    @Test
    void noMoreThanTenMinutesAreKept() {
        for (int i = 0; i < 2 * Throughput.MOST; i++) {
            now.addAndGet(Throughput.INTERVAL.toNanos());
            throughput.sample();
        }

        assertThat(throughput.rates()).hasSize(Throughput.MOST).containsOnly(new Rate(0, 0));
        assertThat(Throughput.INTERVAL.multipliedBy(Throughput.MOST)).hasMinutes(10);
    }

    @Test
    void aSampleTooSoonIsNone() {
        throughput.sample();
        now.addAndGet(Throughput.INTERVAL.toNanos() / 2 - 1);
        throughput.sample();
        assertThat(throughput.rates()).isEmpty();

        now.incrementAndGet();
        throughput.sample();
        assertThat(throughput.rates()).hasSize(1);
    }

    @Test
    void theNewestIsAtTheRightEdgeAndTheGreatestNearTheTop() {
        assertThat(new ThroughputGraph(List.of(new Rate(0, 0), new Rate(1024, 512))).svg())
                .contains(" 600.0,4.0 600,120\"", " 600.0,62.0\"", "top: 1.0 KiB/s");
        assertThat(new ThroughputGraph(List.of()).svg()).contains("0.0,120.0").doesNotContain("NaN");
    }
}
