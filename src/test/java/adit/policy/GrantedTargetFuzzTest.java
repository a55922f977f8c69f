package adit.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=GrantedTargetFuzzTest}. */
class GrantedTargetFuzzTest {
    @FuzzTest
    void whatIsReadReadsTheSameAgain(byte[] input) {
        GrantedTarget target;
        try {
            target = GrantedTarget.parse(new String(input, UTF_8));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(GrantedTarget.parse(target.toString())).isEqualTo(target);
    }
}
