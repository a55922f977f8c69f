package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "1048576, 1.0 MiB",
        "1288490189, 1.2 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void aByteCountHasTheLargestUnitThatFits(long count, String text) {
        assertThat(Text.bytes(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0 min 0 s", "PT59M59S, 59 min 59 s", "PT1H, 1 h 0 min", "PT302400S, 3 d 12 h"})
    void aDurationHasItsTwoLargestParts(Duration time, String text) {
        assertThat(Text.duration(time)).isEqualTo(text);
    }

    @Test
    void lettersOfAnyScriptStay() {
        assertThat(Text.escape("münchen 例え 😀 \"a\\b\"")).isEqualTo("münchen 例え 😀 \"a\\b\"");
    }

    @Test
    void whatCannotBeSeenIsEscaped() {
        assertThat(Text.escape("a\r\n\u0000\u0085\u2028\u200b\ud800"))
                .isEqualTo("a\\u000d\\u000a\\u0000\\u0085\\u2028\\u200b\\ud800");
    }

    @Test
    void whatOthersSendIsCut() {
        assertThat(Text.brief("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(Text.brief("\n" + "x".repeat(500))).isEqualTo("\\u000a" + "x".repeat(499) + "…");
    }

    @Test
    void linesAreJoined() {
        assertThat(Text.oneLine("refused:\na:1\nb:2")).isEqualTo("refused: | a:1 | b:2");
    }

    @Test
    void longLinesAreBrokenBetweenWords() {
        String long50 = "x".repeat(50);
        String long99 = "y".repeat(99);

        assertThat(Text.wrap("short\n" + long50 + " two three " + long99 + " z"))
                .isEqualTo("short\n" + long50 + " two\n  three\n  " + long99 + "\n  z");
    }
}
