package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=PemFileFuzzTest}. */
class PemFileFuzzTest {
    @FuzzTest
    void certificatesAreReadOrRefusedInOneLine(byte[] content) {
        try {
            assertThat(new PemFile(content).certificates()).isNotEmpty();
        } catch (KeyFileException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }

    @FuzzTest
    void aKeyIsReadOrRefusedInOneLine(byte[] content) {
        try {
            assertThat(new PemFile(content).key(Optional.empty())).isNotNull();
        } catch (KeyFileException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }
}
