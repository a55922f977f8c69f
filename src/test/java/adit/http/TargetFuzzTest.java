package adit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=TargetFuzzTest}. */
class TargetFuzzTest {
    @FuzzTest
    void theCanonicalFormIsAFixedPoint(byte[] input) throws BadTargetException {
        Target target;
        try {
            target = Target.parse(new String(input, UTF_8));
        } catch (BadTargetException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(Target.parse(target.toString())).isEqualTo(target);
        assertThat(target.port()).isBetween(1, 65535);
    }

    @FuzzTest
    void aHostIsCanonicalOnceParsed(byte[] input) throws BadTargetException {
        Host host;
        try {
            host = Host.parse(new String(input, UTF_8));
        } catch (BadTargetException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(Host.parse(host.text())).isEqualTo(host);
        assertThat(host.text()).matches("[a-z0-9._:-]+");
    }
}
