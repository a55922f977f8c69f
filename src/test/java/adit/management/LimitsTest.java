package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.limits.Meter;
import adit.limits.Metered;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    @TempDir
    private Path folder;

    private ManagedModel model;

    @BeforeEach
    void open() throws IOException {
        Path file = folder.resolve("adit.yaml");
        Files.writeString(
                file,
                "privacy: {user: full}\n"
                        + "limits: {max_tunnels_per_user: 4, new_tunnels_per_second_per_client: 2, bytes_per_second_per_target: 1kb,"
                        + " quota_per_user: {day: 1000}}\n");
        model = new ManagedModel(Optional.of(file), () -> Instant.EPOCH.plusSeconds(7));
    }

    @AfterEach
    void close() {
        model.close();
    }

    private static Metered moved(long bytes) {
        return new Metered() {
            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public void quotaExceeded() {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    void itShowsHowManyShareTheProxy() throws JMException {
        model.neighbours.client(InetAddress.getLoopbackAddress(), 0);
        model.neighbours.client(InetAddress.getLoopbackAddress(), 0);
        model.neighbours.user("alice", 0);
        model.neighbours.target("one.example:443", 0);
        model.neighbours.target("two.example:443", 0).release(0);

        assertThat(model.get("Limits", "ClientsInUse")).isEqualTo(1L);
        assertThat(model.get("Limits", "UsersInUse")).isEqualTo(1L);
        assertThat(model.get("Limits", "TargetsInUse")).isEqualTo(1L);
    }

    @Test
    void itShowsWhatUsersHaveMoved() throws JMException {
        for (String user : List.of("bob", "al\nice")) {
            Meter meter = model.neighbours.usage().count(user, moved(70));
            meter.close();
        }

        CompositeData[] rows = (CompositeData[]) model.get("Limits", "Usage");

        assertThat(rows).extracting(row -> row.get("user")).containsExactly("al\\u000aice", "bob");
        assertThat(rows[0].getAll(new String[] {"hour", "day", "week", "month"}))
                .containsExactly(70L, 70L, 70L, 70L);
    }

    @Test
    void eachLimitIsShownWithItsPresentUse() throws JMException {
        model.neighbours.user("alice", 0);
        model.neighbours.user("alice", 0);
        model.neighbours.user("bob", 0);
        model.neighbours.client(InetAddress.getLoopbackAddress(), 0);
        model.neighbours.usage().count("bob", moved(70)).close();
        model.open("t-1").asked("alice", "one.example:443").moved(610, Duration.ZERO);
        model.open("t-2").asked("bob", "one.example:443").moved(610, Duration.ZERO);
        model.open("t-3").asked("bob", "two.example:443").moved(610, Duration.ZERO);

        assertThat(limits())
                .contains("limits.max_connections 3 of 100")
                .contains("limits.max_connections_per_client 0 of 50")
                .contains("limits.max_tunnels_per_user 2 of 4")
                .contains("limits.new_tunnels_per_second_per_client 1 of 20")
                .contains("limits.bytes_per_second_per_target 22 of 1024")
                .contains("limits.quota_per_user.day 70 of 1000")
                .contains("limits.quota_per_user.week 70 of 0")
                .contains("dns.max_pending 7 of 8")
                .contains("access_log.queue 2 of 10");
    }

    @Test
    void eachLimitThatATunnelHasByItselfIsShownWithTheMostOfAny() throws JMException {
        model.status.drains.begin(Optional.empty());
        model.open("t-1").moved(610, Duration.ofSeconds(3));
        model.open("t-2").moved(6_100, Duration.ZERO);

        assertThat(rows("TunnelLimits"))
                .containsExactly(
                        "limits.head_size -1 of 16384",
                        "client_connection.initiation_timeout 0 of 10000",
                        "client_connection.relay_policy.idle_timeout 3000 of 300000",
                        "client_connection.relay_policy.min_rate_bpm -1 of 0",
                        "client_connection.relay_policy.max_rate_bps 1 of 0",
                        "client_connection.relay_policy.max_lifetime 61999 of 0",
                        "client_connection.relay_policy.max_total_payload 70 of 0",
                        "target_connection.connect_timeout -1 of 10000",
                        "target_connection.relay_policy.idle_timeout 3000 of 300000",
                        "target_connection.relay_policy.min_rate_bpm -1 of 0",
                        "target_connection.relay_policy.max_rate_bps 98 of 0",
                        "target_connection.relay_policy.max_lifetime 61999 of 0",
                        "target_connection.relay_policy.max_total_payload 6100 of 0",
                        "dns.timeout -1 of 2000",
                        "http.client_idle_timeout -1 of 60000",
                        "http.origin_idle_timeout -1 of 30000",
                        "shutdown.drain_timeout 7000 of 30000");
    }

    private List<String> limits() throws JMException {
        return rows("Limits");
    }

    private List<String> rows(String attribute) throws JMException {
        return Arrays.stream((CompositeData[]) model.get("Limits", attribute))
                .map(row -> row.get("name") + " " + row.get("use") + " of " + row.get("limit"))
                .toList();
    }
}
