package adit.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverviewTest {

    @Test
    void eachMatterHasALine() {
        FakeBeans beans = LiveRows.server(LiveRows.tunnel("1a", ""));
        beans.attributes.putAll(Map.of(
                "Generation",
                3L,
                "LastReload",
                "refused\nwhy",
                "Name",
                "main",
                "Address",
                "127.0.0.1:8080",
                "Mode",
                "http"));
        beans.tables.put(
                "PhasesOfLastMinute",
                List.of(Rows.row(Map.of("phase", "dns", "count", 5L, "p50Micros", 900L, "p99Micros", 2_500L))));
        beans.tables.put("OutcomeTotals", List.of(outcome("established", 5), outcome("denied", 0), outcome("dns", 7)));
        beans.tables.put("Limits", List.of(limit("limits.max_connections", 10, 1), limit("none", 0, 5)));
        beans.tables.put(
                "Threads", List.of(Rows.row(Map.of("loadPercent", 7L, "lagMicros", 90L, "parkedBytes", 4_096L))));
        assertThat(new Overview(beans).lines())
                .containsExactly(
                        "version: 1.2, RUNNING, up 1h 1m",
                        "policy: generation 3; last reload: refused",
                        "listener null: RUNNING on 127.0.0.1:8080 (http), 1 live, 9 since the start",
                        "tunnels: 1 live, 9 opened and 7 closed since the start",
                        "traffic: 2.0 kB/s to clients, 10 B/s to targets; since the start 4.8 MB to clients, 0 B to"
                                + " targets",
                        "last minute: dns 5 (half within 900 µs, 99 % within 2.5 ms)",
                        "outcomes: dns 7, established 5",
                        "limits: none is near its bound; most used: limits.max_connections 1 of 10 (10 %)",
                        "I/O threads: 1, load at most 7 %, lag at most 90 µs, parked 4.0 kB");
    }

    @Test
    void theTimeOfADrainIsToldApartFromThatSinceTheStart() {
        FakeBeans beans = LiveRows.server();
        beans.attributes.putAll(
                Map.of("State", "DRAINING", "Draining", true, "Drain", Rows.row(Map.of("seconds", 2L))));
        assertThat(new Overview(beans).lines()).first().isEqualTo("version: 1.2, DRAINING for 2s, up 1h 1m");
    }

    @Test
    void limitsNearTheirBoundAreNamed() {
        assertThat(Overview.limits(List.of(limit("a", 100, 79), limit("b", 100, 80), limit("c", 100, 100))))
                .isEqualTo("near their bound: c 100 of 100 (100 %), b 80 of 100 (80 %)");
    }

    @Test
    void ofManyOutcomesTheMostFrequentAreNamed() {
        List<CompositeData> many =
                LongStream.range(1, 12).mapToObj(i -> outcome("o" + i, i)).toList();
        assertThat(Overview.outcomes(many)).startsWith("o11 11, o10 10").endsWith("o4 4 and 3 others");
    }

    private static CompositeData outcome(String name, long total) {
        return Rows.row(Map.of("outcome", name, "total", total));
    }

    private static CompositeData limit(String name, long limit, long use) {
        return Rows.row(Map.of("name", name, "limit", limit, "use", use));
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 kB", "10239,10 kB", "1048575,1.0 MB", "9223372036854775807,8.0 EB"})
    void bytesAreShort(long bytes, String text) {
        assertThat(Amount.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"59,59s", "60,1m 0s", "3599,59m 59s", "3600,1h 0m", "90000,1d 1h"})
    void timesAreShort(long seconds, String text) {
        assertThat(Amount.time(seconds)).isEqualTo(text);
    }
}
