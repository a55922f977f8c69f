package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "abc, ABC, 0",
        "abc, acb, 1",
        "abc, ab, 1",
        "abc, abxc, 1",
        "kitten, sitting, 3"
    })
    void theDistanceCountsEdits(String left, String right, int distance) {
        assertThat(Nearest.distance(left, right)).isEqualTo(distance);
        assertThat(Nearest.distance(right, left)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({
        "idleTimeout, idle_timeout",
        "idel_timeout, idle_timeout",
        "max_rates_bsp, max_rate_bps",
        "max-rate-bps, max_rate_bps"
    })
    void aSlipIsRecognised(String typed, String meant) {
        assertThat(nearest(typed)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"port", "x", "something_else_altogether"})
    void nothingIsGuessedFromFarAway(String typed) {
        assertThat(nearest(typed)).isEmpty();
    }

    @Test
    void theNearestOfSeveralWins() {
        assertThat(Nearest.to("min_rate_bps", List.of("min_rate_bpm", "max_rate_bps"), name -> name))
                .contains("min_rate_bpm");
    }

    private static Optional<String> nearest(String typed) {
        return Nearest.to(typed, List.of("idle_timeout", "max_rate_bps"), name -> name);
    }
}
