package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The JVM reads how long it keeps addresses once, so that only a JVM of its own can show it. */
class ResolverCacheTest {

    @Test
    void theJvmKeepsNothingOfTheSystemsResolverSoThatTheCacheInFrontOfItCanForget() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-exports=java.base/sun.net=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResolverCacheProbe.class.getName(),
                        "system")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).contains("kept for 0 s");
        assertThat(process.waitFor()).isZero();
    }
}
