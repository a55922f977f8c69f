package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
    @TempDir
    Path base;

    private LoggerContext context;
    private LogFiles files;

    @BeforeEach
    void startLogging() {
        System.setProperty("adit.base", base.toString());
        // Log4j keeps one context for each class loader: a new one leaves the tests' own log alone.
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
        context = (LoggerContext) LogManager.getContext(
                loader, false, null, Path.of("conf", "log4j2.xml").toUri(), "conf");
        files = new LogFiles(context);
    }

    @AfterEach
    void stopLogging() {
        LogManager.shutdown(context);
        System.clearProperty("adit.base");
    }

    @Test
    void aDirectoryThatWasTakenAwayIsMadeAnewAndLoggedIn() throws IOException {
        log("before");
        Files.move(logs(), base.resolve("gone"));
        files.look();
        log("to what is gone");
        files.look();
        log("after");
        assertThat(logs().resolve("tunnels.log")).hasContent("after");
        assertThat(logs().resolve("adit.log")).exists();
        assertThat(base.resolve("gone/tunnels.log")).hasContent("before\nto what is gone");
    }

    @Test
    void aFileThatWasTakenAwayIsMadeAnewAndTheOthersGoOn() throws IOException {
        log("before");
        Files.delete(logs().resolve("adit.log"));
        files.look();
        files.look();
        log("after");
        assertThat(logs().resolve("tunnels.log")).hasContent("before\nafter");
        assertThat(logs().resolve("adit.log")).exists();
    }

    @Test
    void aFileThatIsGoneForAMomentIsBeingRotated() throws IOException {
        Path file = logs().resolve("tunnels.log");
        Files.delete(file);
        files.look();
        Files.writeString(file, "by the rotation\n");
        files.look();
        assertThat(file).hasContent("by the rotation");
        Files.delete(file);
        files.look();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatCannotBeMadeIsLookedForAgain() throws IOException {
        Files.move(logs(), base.resolve("gone"));
        Files.writeString(logs(), "in the way");
        files.look();
        files.look();
        log("to what is gone");
        Files.delete(logs());
        files.look();
        log("after");
        assertThat(logs().resolve("tunnels.log")).hasContent("after");
    }

    private Path logs() {
        return base.resolve("logs");
    }

    private void log(String line) {
        context.getLogger("adit.tunnels").info(line);
    }
}
