package adit.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=UsageFuzzTest}. */
class UsageFuzzTest {

    @FuzzTest
    void whatIsReadIsWhatWouldBeWritten(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            assertThat(Usage.parse(text).text()).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            assertThat(text).isNotEqualTo(new Usage().text());
        }
    }
}
