package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.Latencies.Percentiles;
import adit.account.Latencies.Step;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    private static Percentiles of(List<Percentiles> rows, Step step) {
        return rows.stream().filter(row -> row.step() == step).findFirst().orElseThrow();
    }

    @Test
    void percentilesAreExactWithinOnePercent() {
        for (int micros = 1; micros <= 10_000; micros++) {
            latencies.took(Step.CONNECT, TimeUnit.MICROSECONDS.toNanos(micros));
        }
        Percentiles row = of(latencies.sinceStart(), Step.CONNECT);

        assertThat(row.count()).isEqualTo(10_000);
        assertThat(row.p50()).isCloseTo(5_000, Percentage.withPercentage(1));
        assertThat(row.p90()).isCloseTo(9_000, Percentage.withPercentage(1));
        assertThat(row.p99()).isCloseTo(9_900, Percentage.withPercentage(1));
        assertThat(row.p999()).isCloseTo(9_990, Percentage.withPercentage(1));
        assertThat(row.max()).isCloseTo(10_000, Percentage.withPercentage(1));
    }

    @Test
    void aStepThatNeverHappenedHasARowOfZeros() {
        assertThat(latencies.sinceStart()).extracting(Percentiles::step).containsExactly(Step.values());
        assertThat(of(latencies.sinceStart(), Step.TLS)).isEqualTo(new Percentiles(Step.TLS, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void whatIsOlderThanAMinuteIsForgottenByTheLastMinuteAlone() {
        latencies.took(Step.DNS, 5_000);
        for (int slot = 0; slot < 5; slot++) {
            latencies.slotOver();
            assertThat(of(latencies.lastMinute(), Step.DNS).count()).isEqualTo(1);
        }
        latencies.took(Step.DNS, 7_000);
        latencies.slotOver();

        assertThat(of(latencies.lastMinute(), Step.DNS)).isEqualTo(new Percentiles(Step.DNS, 1, 7, 7, 7, 7, 7));
        assertThat(of(latencies.sinceStart(), Step.DNS).count()).isEqualTo(2);
    }

    @Test
    void whatTookLongerThanCanBeToldIsTheLongest() {
        latencies.took(Step.CONNECT, TimeUnit.DAYS.toNanos(9));
        latencies.took(Step.CONNECT, -1);

        Percentiles row = of(latencies.sinceStart(), Step.CONNECT);
        assertThat(row.count()).isEqualTo(2);
        assertThat(row.max()).isCloseTo(TimeUnit.HOURS.toMicros(1), Percentage.withPercentage(1));
    }
}
