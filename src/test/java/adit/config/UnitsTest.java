package adit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitsTest {

    @ParameterizedTest
    @CsvSource({"0, PT0S", "0s, PT0S", "250ms, PT0.25S", "10s, PT10S", "5m, PT5M", "1h, PT1H", "7d, PT168H"})
    void durationsHaveOneUnit(String text, Duration value) {
        assertThat(Units.duration(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "16kb, 16384", "100mb, 104857600", "2gb, 2147483648", "3KB, 3072", "3Kb, 3072"})
    void sizesArePowersOf1024(String text, long value) {
        assertThat(Units.bytes(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "+1s", "1.5s", "01s", "1 s", "1S", "1m30s", "1w", "\u0661s", "1s\n"})
    void nothingElseIsADuration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Units.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kb", "-1", "1k", "1b", "1tb", "1.5mb", "01kb", "1 kb", "1_000", "0x10", "\u0661"})
    void nothingElseIsASize(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Units.bytes(text));
    }

    @Test
    void whatDoesNotFitIsTooLarge() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Units.bytes("999999999999999999gb"))
                .withMessage("too large");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Units.duration("999999999999999999d"))
                .withMessage("too large");
    }
}
