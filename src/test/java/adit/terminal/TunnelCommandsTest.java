package adit.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelCommandsTest {
    private final FakeBeans beans =
            LiveRows.server(LiveRows.tunnel("7k2m", "a.example:443"), LiveRows.tunnel("8x", ""));

    private Execution execute(String line) {
        return Execution.of(beans, line.split(" ", -1));
    }

    @Test
    void tunnelsAreATableWithoutWhatIsHiddenOfAll() {
        assertThat(execute("tunnels --sort -rate --count 2").out().lines())
                .containsExactly(
                        "ID    AGE     IDLE  DOWN    UP     DOWN/S  UP/S  PHASE     LISTENER  TARGET",
                        "7k2m  3m 20s  7s    1.5 MB  812 B  2.0 kB  10 B  RELAYING  main      a.example:443",
                        "8x    3m 20s  7s    1.5 MB  812 B  2.0 kB  10 B  RELAYING  main");
        assertThat(beans.asked).first().isEqualTo(List.of("Tunnels", "page", 0, 2, "-rate", ""));
    }

    @Test
    void aTableThatIsNotAllSaysSo() {
        beans.answers.put("matching", "4321");
        assertThat(execute("tunnels").out()).endsWith("2 of 4321 tunnels; --offset and --count show others\n");
    }

    @Test
    void tunnelsAreJsonWithExactFigures() {
        beans.tables.put("page", List.of(Rows.row(Map.of("id", "7k2m", "target", "\"\u001b\\ü", "ageSeconds", 200L))));
        beans.answers.put("matching", "1");
        assertThat(execute("tunnels --json").out()).isEqualTo("""
                {
                  "matching": 1,
                  "offset": 0,
                  "tunnels": [
                    {
                      "ageSeconds": 200,
                      "id": "7k2m",
                      "target": "\\"\\u001b\\\\\\u00fc"
                    }
                  ]
                }
                """);
    }

    @Test
    void oneTunnelIsClosedOrThoseOfAUserOrToATarget() {
        assertThat(execute("close 7k2m")).isEqualTo(new Execution(0, "done\n", ""));
        beans.answers.put("closeByUser", "3");
        assertThat(execute("close --user alice").out()).isEqualTo("tunnels closed: 3\n");
        execute("close --target *.example.com:*");
        assertThat(beans.asked)
                .containsExactly(
                        List.of("Tunnels", "matching", "id=7k2m"),
                        List.of("Tunnels", "close", "7k2m"),
                        List.of("Tunnels", "closeByUser", "alice"),
                        List.of("Tunnels", "closeByTarget", "*.example.com:*"));
    }

    @Test
    void aRateMayHaveAUnit() {
        execute("throttle 7k2m 100kb");
        assertThat(beans.asked).last().isEqualTo(List.of("Tunnels", "throttle", "7k2m", 102_400L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"close 9z", "close *", "throttle 9z 1"})
    void aTunnelThatDoesNotLiveIsAFailure(String line) {
        beans.answers.put("matching", "0");
        Execution result = execute(line);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("no live tunnel has the id").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"close", "close 7k2m --user alice", "throttle 7k2m", "throttle 7k2m 1q", "tunnels --count x"})
    void wrongUsageIsSaidInOneLine(String line) {
        Execution result = execute(line);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1);
        assertThat(beans.asked).isEmpty();
    }

    @Test
    void listenersAreATable() {
        beans.attributes.putAll(Map.of(
                "Name",
                "main",
                "Address",
                "127.0.0.1:8443",
                "Mode",
                "https",
                "Policy",
                "default",
                "Authentication",
                "none",
                "Destination",
                "",
                "Certificates",
                new Object[0]));
        assertThat(execute("listeners --json").out()).contains("\"LiveCount\": 2", "\"Certificates\": []");
    }

    @Test
    void effectiveValuesAreATableOrJson() {
        beans.rows = List.of(Rows.row(Map.of("key", "limits.head_size", "value", "16kb", "origin", "adit.yaml:3:14")));
        assertThat(execute("config").out().lines())
                .containsExactly("KEY               VALUE  FROM", "limits.head_size  16kb   adit.yaml:3:14");
        assertThat(execute("config --json").out()).contains("\"origin\": \"adit.yaml:3:14\"");
    }
}
