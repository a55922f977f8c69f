package adit.soak;

import static org.assertj.core.api.Assertions.assertThat;

import adit.soak.Gauge.Sample;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static List<Sample> descriptors(int... counts) {
        return IntStream.of(counts)
                .mapToObj(count -> new Sample(1, 1, count, 1, 1))
                .toList();
    }

    @Test
    void whatGrowsByOneEachTimeGrowsByAllOfThem() {
        List<Sample> samples = descriptors(40, 41, 42, 43, 44, 45);
        assertThat(Growth.DESCRIPTORS.over(samples)).isEqualTo(5);
        assertThat(Growth.DESCRIPTORS.isTolerated(samples)).isFalse();
        assertThat(Growth.lines(samples)).anyMatch(line -> line.endsWith("TOO MUCH"));
    }

    @Test
    void onePeakIsNoGrowth() {
        assertThat(Growth.DESCRIPTORS.isTolerated(descriptors(40, 40, 48, 40, 40, 40)))
                .isTrue();
    }

    @Test
    void whatStaysDoesNotGrow() {
        assertThat(Growth.THREADS.over(descriptors(1, 2, 3))).isZero();
    }
}
