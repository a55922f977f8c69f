package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** JSSE reads what it makes of a renegotiation once, so that only a JVM of its own can show it. */
class RenegotiationTest {
    @Test
    void aClientMayNotRenegotiate() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RenegotiationProbe.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).contains("refused: Client initiated renegotiation is not allowed");
        assertThat(process.waitFor()).isZero();
    }
}
