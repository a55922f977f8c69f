package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.limits.Allowance;
import adit.limits.Quota;
import adit.limits.SharedLimits;
import java.time.ZoneId;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LimitKeysTest {

    @Test
    void everyKeyHasItsPlace() throws Exception {
        SharedLimits limits = load(
                        "limits:",
                        "  max_tunnels_per_client: 1",
                        "  new_tunnels_per_second_per_client: 2",
                        "  bytes_per_second_per_client: 3kb",
                        "  max_tunnels_per_user: 4",
                        "  new_tunnels_per_second_per_user: 5",
                        "  bytes_per_second_per_user: 6",
                        "  max_tunnels_per_target: 7",
                        "  new_tunnels_per_second_per_target: 8",
                        "  bytes_per_second_per_target: 9",
                        "  new_tunnels_burst: 30s",
                        "  quota_per_user: {hour: 10, day: 1gb, week: 12, month: 13}",
                        "  time_zone: Europe/Zurich")
                .limits()
                .shared();

        assertThat(limits)
                .isEqualTo(new SharedLimits(
                        OptionalInt.empty(),
                        new Allowance(1, 2, 60, 3072),
                        new Allowance(4, 5, 150, 6),
                        new Allowance(7, 8, 240, 9),
                        new Quota(10, 1L << 30, 12, 13, ZoneId.of("Europe/Zurich"))));
    }

    @Test
    void oneClientHasHalfOfTheConnectionsThatThereMayBeUnlessItIsSaid() throws Exception {
        SharedLimits leftOut = load("limits: {max_connections: 20}").limits().shared();
        SharedLimits said =
                load("limits: {max_connections_per_client: 12}").limits().shared();

        assertThat(leftOut.connectionsPerClient(20)).isEqualTo(10);
        assertThat(leftOut.connectionsPerClient(5)).isEqualTo(3);
        assertThat(leftOut.connectionsPerClient(1)).isEqualTo(1);
        assertThat(leftOut.connectionsPerClient(Integer.MAX_VALUE)).isEqualTo(1 << 30);
        assertThat(said.connectionsPerClient(5)).isEqualTo(12);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(problems(
                        "limits:",
                        "  max_tunnels_per_client: -1",
                        "  new_tunnels_burst: 0s",
                        "  quota_per_user: {year: 1}",
                        "  time_zone: Mars/Olympus"))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("adit.yaml:2:27: limits.max_tunnels_per_client: found '-1'"))
                .anyMatch(line -> line.startsWith("adit.yaml:3:22: limits.new_tunnels_burst: found '0s'"))
                .anyMatch(line -> line.startsWith("adit.yaml:4:20: limits.quota_per_user.year: "))
                .anyMatch(line -> line.startsWith("adit.yaml:5:14: limits.time_zone: found 'Mars/Olympus'"));
    }

    @Test
    void aReloadPutsThemInForceAndSaysSo() throws Exception {
        Settings before = Loading.defaults();
        Settings read = load(
                "limits: {max_tunnels_per_client: 5, max_connections: 7, max_handshakes: 3, head_size: 1kb, quota_per_user: {day: 1mb}}");

        Settings next = NextSettings.of(before, read);

        assertThat(next.limits().shared()).isEqualTo(read.limits().shared());
        assertThat(next.limits().shared().connectionsPerClient(7)).isEqualTo(4);
        assertThat(next.limits().maxConnections()).isEqualTo(7);
        assertThat(next.limits().work().handshakes()).isEqualTo(3);
        assertThat(Changes.applied(before, next))
                .containsExactly(
                        "limits.max_connections",
                        "limits.max_handshakes",
                        "limits.max_connections_per_client",
                        "limits.*_per_client",
                        "limits.quota_per_user");
        assertThat(Changes.pending(next, read)).containsExactly("limits.head_size");
    }
}
