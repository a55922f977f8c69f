package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import adit.time.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveValuesTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(directory.resolve("adit.yaml"), """
                listeners:
                  - {name: one, address: "127.0.0.1:0"}
                  - {name: two, address: "127.0.0.1:0", policy: guests}
                limits:
                  head_size: 20kb
                  max_connections: ${env:MOST}
                policies:
                  guests: {rules: [{id: a, action: allow, hosts: [a.example, b.example]}]}
                """);
    }

    private ConfigurationLoader loader(Map<String, String> environment, Map<String, String> commandLine) {
        return new ConfigurationLoader(Optional.of(file), environment, commandLine);
    }

    private static String told(List<EffectiveValue> values, String key) {
        return values.stream()
                .filter(value -> value.key().equals(key))
                .map(value -> value.value() + " " + value.origin().brief())
                .findFirst()
                .orElse("");
    }

    @Test
    void eachValueTellsWhichLayerItCameFrom() throws Exception {
        List<EffectiveValue> values = loader(
                        Map.of("MOST", "77", "ADIT_HTTP_CLIENT_IDLE_TIMEOUT", "7s", "ADIT_LIMITS_HEAD_SIZE", "30kb"),
                        Map.of("limits.head_size", "40kb"))
                .load()
                .values();
        assertThat(told(values, "limits.head_size")).isEqualTo("40kb command line");
        assertThat(told(values, "http.client_idle_timeout")).isEqualTo("7s environment");
        assertThat(told(values, "limits.max_connections")).isEqualTo("${env:MOST} adit.yaml:6");
        assertThat(told(values, "shutdown.drain_timeout")).isEqualTo("30s defaults");
    }

    @Test
    void sectionsOfListsAndNamesHaveTheirOwnDefaults() throws Exception {
        List<EffectiveValue> values =
                loader(Map.of("MOST", "77"), Map.of()).load().values();
        assertThat(told(values, "listeners[0].policy")).isEqualTo("default defaults");
        assertThat(told(values, "listeners[1].policy")).isEqualTo("guests adit.yaml:3");
        assertThat(told(values, "policies.guests.rules[0].hosts")).isEqualTo("a.example, b.example adit.yaml:8");
        assertThat(told(values, "policies.guests.allowed_ports.connect"))
                .isEqualTo("left to rules and allowed_targets defaults");
        assertThat(told(values, "policy.allowed_ports.connect")).isEqualTo("443 defaults");
    }

    @Test
    void aListenerOfTheCommandLineTakesThePlaceOfAll() throws Exception {
        List<EffectiveValue> values = loader(Map.of("MOST", "77"), Map.of("listeners.address", "127.0.0.1:1"))
                .load()
                .values();
        assertThat(told(values, "listeners[0].address")).isEqualTo("127.0.0.1:1 command line");
        assertThat(told(values, "listeners[0].name")).isEqualTo("main defaults");
        assertThat(values).noneMatch(value -> value.isOf("listeners[1]"));
    }

    @Test
    void aPasswordInAUrlIsNotShown() {
        assertThat(EffectiveValue.of("k", "https://me:secret@lists.example/a", Location.DEFAULTS)
                        .value())
                .isEqualTo("https://...@lists.example/a");
    }

    @Test
    void whatWaitsForARestartIsNotInForce() throws Exception {
        LiveSettings settings = new LiveSettings(loader(Map.of("MOST", "77"), Map.of()), WallClock.SYSTEM);
        Files.writeString(file, "limits: {head_size: 50kb}\nshutdown: {drain_timeout: 9s}\n");
        settings.reload();
        assertThat(told(settings.current().values(), "limits.head_size")).isEqualTo("20kb adit.yaml:5");
        assertThat(told(settings.current().values(), "shutdown.drain_timeout")).isEqualTo("9s adit.yaml:2");
        assertThat(told(settings.current().values(), "listeners[1].name")).isEqualTo("two adit.yaml:3");
    }
}
