package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.SelectedTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tests of the relay once more, by a Java that has foreign functions, so that bytes go by pipes where they can. It is
 * looked for beside the Java that runs this; where there is none, that is a failure.
 */
class NewerJavaTest {
    private static final int FOREIGN_FUNCTIONS = 22;
    private static final List<String> TESTS = List.of(
            "adit.splice.PipesChecks",
            "adit.net.SplicePathChecks",
            "adit.net.RelayTest",
            "adit.net.RelayEndTest",
            "adit.net.RelayPolicyTest",
            "adit.net.RelayAllocationTest",
            "adit.net.ThrottleTest",
            "adit.net.CutShortTest",
            "adit.net.ManyBytesTest",
            "adit.net.StuckTunnelsTest",
            "adit.net.SamePassTest",
            "adit.net.UpgradeTest",
            "adit.net.DrainTest",
            "adit.net.LiveFiguresTest",
            "adit.net.SharedLimitsTest",
            "adit.net.RandomFaultsTest");

    @Test
    void theTestsOfTheRelayPassOnTheSplicePath() throws Exception {
        Path java = newerJava()
                .orElseThrow(() -> new AssertionError("no Java from " + FOREIGN_FUNCTIONS + " on stands beside "
                        + System.getProperty("java.home") + ": install one"));
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SelectedTests.class.getName()));
        command.addAll(TESTS);
        Path output = Files.createTempFile("newer-java", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static Optional<Path> newerJava() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return beside.filter(home -> feature(home) >= FOREIGN_FUNCTIONS)
                    .map(home -> home.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** By the file that each JDK has to tell what it is; 0 where there is none. */
    private static int feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties facts = new Properties();
        try (var in = Files.newInputStream(release)) {
            facts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = facts.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return Integer.parseInt(version.split("[.+-]", 2)[0]);
    }
}
