package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveEntryTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TunnelRegistry registry = new TunnelRegistry(record -> {});
    private final FakeTunnel tunnel = new FakeTunnel("t-1");

    private LiveEntry entry() {
        return registry.entries().findFirst().orElseThrow();
    }

    @Test
    void aRateIsThatOfTheLastSecond() {
        registry.opened(tunnel);
        tunnel.move(1_000, 8_000_000);
        registry.sample(100 * SECOND);
        tunnel.move(1_500, 9_000_000);
        registry.sample(101 * SECOND);

        assertThat(entry().rateToTarget()).isEqualTo(500);
        assertThat(entry().rateToClient()).isEqualTo(1_000_000);
        registry.sample(102 * SECOND);
        assertThat(entry().rateToTarget()).isZero();
        assertThat(entry().rateToClient()).isZero();
    }

    @Test
    void aLateSampleIsNoHigherRate() {
        LiveEntry opened = registry.opened(tunnel);
        registry.sample(Long.MAX_VALUE - SECOND);
        opened.moves();
        tunnel.move(0, 4_000);
        registry.sample(Long.MAX_VALUE - SECOND + 4 * SECOND);

        assertThat(entry().rateToClient()).isEqualTo(1_000);
    }

    @Test
    void whatIsTooYoungToBeSampledHasTheMeanOfItsLife() {
        registry.opened(tunnel);
        tunnel.move(70, 700);

        assertThat(tunnel.ageNanos()).isEqualTo(2 * SECOND);
        assertThat(entry().rateToClient()).isEqualTo(350);
        assertThat(entry().rateToTarget()).isEqualTo(35);
        registry.sample(SECOND);
        assertThat(entry().rateToClient()).isEqualTo(350);
    }

    @Test
    void whatRestsIsSampledNoMore() {
        LiveEntry idle = registry.opened(tunnel);
        LiveEntry busy = registry.opened(new FakeTunnel("t-2"));
        registry.sample(SECOND);
        assertThat(registry.movingCount()).isZero();

        busy.moves();
        busy.moves();
        ((FakeTunnel) busy.tunnel()).move(0, 10);
        registry.sample(2 * SECOND);
        assertThat(registry.movingCount()).isEqualTo(1);
        registry.sample(3 * SECOND);
        assertThat(registry.movingCount()).isZero();
        assertThat(idle.rateToClient()).isZero();
    }

    @Test
    void whatHasEndedIsSampledNoMore() {
        LiveEntry ended = registry.opened(tunnel);
        tunnel.move(0, 10);
        ended.ended();
        registry.sample(SECOND);

        assertThat(registry.movingCount()).isZero();
    }

    @Test
    void whatMovesAfterARestIsMeasuredFromThen() {
        LiveEntry opened = registry.opened(tunnel);
        registry.sample(SECOND);
        registry.sample(1_000 * SECOND);
        opened.moves();
        tunnel.move(0, 600);
        registry.sample(1_001 * SECOND);

        assertThat(opened.rateToClient()).isEqualTo(600);
    }
}
