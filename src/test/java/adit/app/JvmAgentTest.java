package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JvmAgentTest {
    private static final String AGENT = "com.sun.management.jmxremote";

    private final Properties system = new Properties();

    private void set(String key, String value) {
        system.setProperty(key, value);
    }

    private void assertRefused(String key, String value) {
        StartupException refused = catchThrowableOfType(StartupException.class, () -> JvmAgent.check(system));
        assertThat(refused.code()).isEqualTo(ExitCode.NOT_CONFIGURED);
        assertThat(refused)
                .hasMessageStartingWith(key + ": found '" + value + "', which opens JMX without ")
                .hasMessageEndingWith("; allowed: true, or the section jmx of the configuration in its place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl", "authenticate"})
    void aPortWithoutTlsOrPasswordsIsRefused(String what) {
        set(AGENT + ".port", "9010");
        set(AGENT + "." + what, "no");

        assertRefused(AGENT + "." + what, "no");
    }

    @Test
    void theOptionsOfAServerThatIsOnlyCheckedCount() {
        set("adit.server." + AGENT + ".port", "9010");
        set("adit.server." + AGENT + ".ssl", "false");

        assertRefused(AGENT + ".ssl", "false");
    }

    @Test
    void theFileOfTheAgentCounts(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("management.properties"), AGENT + ".port=9010\n" + AGENT + ".authenticate=false\n");
        set("com.sun.management.config.file", file.toString());

        assertRefused(AGENT + ".authenticate", "false");
    }

    @Test
    void whatKeepsTlsAndPasswordsIsTheOperatorsChoice() {
        set(AGENT + ".port", "9010");
        set(AGENT + ".ssl", "TRUE");

        assertThatCode(() -> JvmAgent.check(system)).doesNotThrowAnyException();
    }

    @Test
    void withoutAPortNothingIsOpen() {
        set(AGENT + ".ssl", "false");

        assertThatCode(() -> JvmAgent.check(system)).doesNotThrowAnyException();
    }
}
