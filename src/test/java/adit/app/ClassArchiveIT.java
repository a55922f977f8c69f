package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that one start leaves to the next. */
class ClassArchiveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path scratch;

    private Installation installation;

    @AfterEach
    void stop() throws Exception {
        assertThat(installation.tunnel("stop").code()).isZero();
    }

    private Path run() {
        return installation.home.resolve("run");
    }

    /** Starts, tells whether the archive is in use, and stops. */
    private boolean isUsed() throws Exception {
        start();
        boolean mapped = isMapped();
        assertThat(installation.tunnel("stop").code()).isZero();
        return mapped;
    }

    private void start() throws Exception {
        Installation.Result start = installation.tunnel("start", "--bind", "127.0.0.1:0");
        assertThat(start.code()).as(start.output()).isZero();
        assertThat(installation.home.resolve("logs/console.log")).isEmptyFile();
    }

    private boolean isMapped() throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(installation.pid()), "maps"))
                .contains("/run/adit.jsa");
    }

    @Test
    void theSecondStartUsesWhatTheFirstLeftUnlessItIsCutShortOrOthersMayHaveWrittenIt() throws Exception {
        installation = Installation.unpack(scratch);
        installation.environment.remove("JAVA_OPTS");
        start();
        assertThat(isMapped()).isFalse();
        await().atMost(PATIENCE).until(() -> Files.exists(run().resolve("adit.jsa.key")));
        assertThat(installation.tunnel("stop").code()).isZero();
        assertThat(run().resolve("rehearsal")).doesNotExist();
        assertThat(isUsed()).isTrue();

        Files.setPosixFilePermissions(run(), PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(isUsed()).as("others may write there").isFalse();

        Files.setPosixFilePermissions(run(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path archive = run().resolve("adit.jsa");
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r-----"));
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        assertThat(isUsed()).as("cut short").isFalse();
    }
}
