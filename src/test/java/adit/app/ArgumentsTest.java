package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.app.Invocation.Action;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @Test
    void nothingAsksForARunWithTheListenersOfTheConfiguration() throws Exception {
        assertThat(Arguments.parse()).isEqualTo(new Invocation(Action.RUN, Optional.empty(), Map.of()));
    }

    @Test
    void theAncestorsCommandLineIsUnderstood() throws Exception {
        assertThat(parse("--config a.yaml --bind 127.0.0.1:9090 http"))
                .isEqualTo(new Invocation(
                        Action.RUN,
                        Optional.of(Path.of("a.yaml")),
                        Map.of("listeners.address", "127.0.0.1:9090", "listeners.mode", "http")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run --bind 127.0.0.1:0 http", "--bind 127.0.0.1:0 run http", "run http --bind=127.0.0.1:0"})
    void optionsMayStandAnywhere(String line) throws Exception {
        assertThat(parse(line).overrides())
                .isEqualTo(Map.of("listeners.address", "127.0.0.1:0", "listeners.mode", "http"));
    }

    @Test
    void modeTcpHasADestination() throws Exception {
        assertThat(parse("tcp --destination db.example:5432").overrides())
                .isEqualTo(Map.of("listeners.mode", "tcp", "listeners.destination", "db.example:5432"));
    }

    @Test
    void keysAreSetOneByOne() throws Exception {
        assertThat(parse("configtest --set a.b=1 --set c=x=y"))
                .isEqualTo(new Invocation(Action.CONFIGTEST, Optional.empty(), Map.of("a.b", "1", "c", "x=y")));
    }

    @Test
    void helpWinsOverTheWords() throws Exception {
        assertThat(parse("run --help").action()).isEqualTo(Action.HELP);
    }

    @Test
    void modeHttpsHasAKeyStoreInTheWorkingDirectory() throws Exception {
        assertThat(parse("https --pk a.p12 --password-file a.pass").overrides())
                .isEqualTo(Map.of(
                        "listeners.mode", "https",
                        "listeners.tls.keystore",
                                Path.of("a.p12").toAbsolutePath().toString(),
                        "listeners.tls.password_file",
                                Path.of("a.pass").toAbsolutePath().toString()));
    }

    @Test
    void modeHttpsMayHaveItsKeysElsewhere() throws Exception {
        assertThat(parse("https").overrides()).isEqualTo(Map.of("listeners.mode", "https"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "walk",
                "http run",
                "run http http",
                "--port 1",
                "--bind 127.0.0.1:8080 --bind 127.0.0.1:8081",
                "--set novalue",
                "tcp",
                "--destination a:1",
                "http --destination a:1",
                "http --pk a.p12"
            })
    void whatIsNotUnderstoodIsRefusedInOneLine(String line) {
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> parse(line))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").endsWith("; try --help"));
    }

    private static Invocation parse(String line) throws StartupException {
        return Arguments.parse(line.split(" "));
    }
}
