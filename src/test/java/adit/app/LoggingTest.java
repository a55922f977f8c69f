package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.spi.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code conf/log4j2.xml} makes of events. */
class LoggingTest {
    @TempDir
    Path base;

    private LoggerContext context;

    @BeforeEach
    void startLogging() {
        System.setProperty("adit.base", base.toString());
        // Log4j keeps one context for each class loader: a new one leaves the tests' own log alone.
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
        context = LogManager.getContext(
                loader, false, null, Path.of("conf", "log4j2.xml").toUri(), "conf");
    }

    @AfterEach
    void stopLogging() {
        LogManager.shutdown(context);
        System.clearProperty("adit.base");
    }

    @Test
    void aTunnelRecordIsALineAsItIs() throws IOException {
        context.getLogger("adit.tunnels").info("{\"tunnel\":\"t-1\"}");
        context.getLogger("adit.tunnels").info("192.0.2.7 - - {} 200");
        assertThat(lines("tunnels.log")).containsExactly("{\"tunnel\":\"t-1\"}", "192.0.2.7 - - {} 200");
    }

    @Test
    void tunnelRecordsStayOutOfTheApplicationLog() throws IOException {
        context.getLogger("adit.tunnels").info("a record");
        context.getLogger("adit.app.Main").info("started");
        assertThat(lines("adit.log")).singleElement().asString().endsWith("- started");
    }

    @Test
    void aMessageCannotForgeASecondLine() throws IOException {
        context.getLogger("adit.net").warn("bad host {}", "a\r\n2026-01-01 INFO forged");
        assertThat(lines("adit.log")).singleElement().asString().contains("bad host a\\r\\n2026-01-01 INFO forged");
    }

    @Test
    void minaIsHeardFromItsWarningsOn() throws IOException {
        context.getLogger("org.apache.mina.filter").info("chatter");
        context.getLogger("org.apache.mina.filter").warn("trouble");
        assertThat(lines("adit.log")).singleElement().asString().endsWith("- trouble");
    }

    private List<String> lines(String log) throws IOException {
        return Files.readAllLines(base.resolve("logs").resolve(log));
    }
}
