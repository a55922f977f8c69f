package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.Bound;
import adit.limits.Metered;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are notified of, and how often. */
class NoticesTest {
    private static final String USER = "privacy: {user: full}\n";
    private static final String QUOTA = "limits: {quota_per_user: {hour: 1000, day: 5000}}\n";

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T12:30:00Z");
    private Path file;
    private ManagedModel model;

    @BeforeEach
    void open() throws IOException, JMException {
        file = folder.resolve("adit.yaml");
        open(USER + QUOTA);
    }

    private void open(String configuration) throws IOException, JMException {
        Files.writeString(file, configuration);
        model = new ManagedModel(Optional.of(file), () -> now);
        for (String bean : List.of("Policy", "Limits", "Threads")) {
            model.server.addNotificationListener(
                    ManagedModel.name(bean),
                    (notice, handback) -> told.add(notice.getType() + ": " + notice.getMessage()),
                    null,
                    null);
        }
    }

    @AfterEach
    void close() {
        model.close();
    }

    private void secondsPass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            model.management.secondOver();
        }
    }

    @Test
    void aLimitThatIsReachedIsToldOnceAMinute() {
        model.fakeServer.bounds.add(new Bound("limits.max_handshakes", 5, 4));
        model.fakeServer.bounds.add(new Bound("limits.unlimited", 0, 9));
        secondsPass(3);
        assertThat(told).isEmpty();

        model.fakeServer.bounds.set(1, new Bound("limits.max_handshakes", 5, 5));
        secondsPass(61);
        assertThat(told)
                .containsExactly(
                        "adit.limit.reached: limits.max_handshakes is reached: 5 of 5",
                        "adit.limit.reached: limits.max_handshakes is reached: 5 of 5");
    }

    @Test
    void aCacheThatIsFullIsNoNews() {
        model.fakeServer.bounds.add(new Bound("http.max_idle_origins", 5, 5));
        secondsPass(2);
        assertThat(told).isEmpty();
    }

    @Test
    void aQuotaOfWhichFourFifthsAreUsedIsToldOnceInItsPeriod() {
        move("alice", 799);
        secondsPass(2);
        assertThat(told).isEmpty();

        move("alice", 1);
        secondsPass(2);
        assertThat(told)
                .containsExactly(
                        "adit.quota.eighty: user alice has moved 800 of the 1000 bytes that it may in one hour");

        now = now.plus(Duration.ofHours(1));
        move("alice", 900);
        secondsPass(2);
        assertThat(told).hasSize(2);
    }

    @Test
    void theUserIsNotNamedWhereItIsNotToBeShown() throws Exception {
        model.close();
        open(QUOTA);
        move("alice", 900);
        secondsPass(1);
        assertThat(told)
                .singleElement()
                .asString()
                .contains(": a user has moved 900")
                .doesNotContain("alice");
    }

    private void move(String user, long bytes) {
        model.neighbours
                .usage()
                .count(user, new Metered() {
                    @Override
                    public long bytes() {
                        return bytes;
                    }

                    @Override
                    public void quotaExceeded() {
                        throw new UnsupportedOperationException();
                    }
                })
                .close();
    }

    @Test
    void manyMoreDenialsThanUsualAreTold() {
        deny(29);
        model.management.minuteOver();
        assertThat(told).isEmpty();

        deny(145);
        model.management.minuteOver();
        assertThat(told).isEmpty();

        deny(440);
        model.management.minuteOver();
        assertThat(told)
                .containsExactly("adit.denial.spike: requests denied in the last minute: 440; in a usual one: 87");
        model.management.minuteOver();
        assertThat(told).hasSize(1);
    }

    @Test
    void whatIsNoDenialIsNoSpike() {
        model.openAndClose(100, Outcome.ESTABLISHED);
        model.openAndClose(100, Outcome.CONNECT_REFUSED);
        model.management.minuteOver();
        assertThat(told).isEmpty();
    }

    private void deny(int times) {
        model.openAndClose(times, Outcome.TARGET_NOT_ALLOWED);
    }

    @Test
    void aReloadThatIsRefusedIsTold() throws IOException {
        model.settings.afterReload(model.management::reloaded);
        model.settings.reload();
        assertThat(told).isEmpty();

        Files.writeString(file, "limits: {max_connections: many}");
        model.settings.reload();
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("adit.reload.rejected: refused; generation 2 stays in force: | ")
                .contains("adit.yaml:1:27: limits.max_connections: found 'many'");
    }

    @Test
    void aThreadThatServesNobodyElseIsToldOnceEachTime() {
        model.fakeServer.busyNanos = TimeUnit.SECONDS.toNanos(1);
        secondsPass(2);
        assertThat(told).isEmpty();

        model.fakeServer.busyNanos = TimeUnit.MILLISECONDS.toNanos(1_200);
        secondsPass(3);
        assertThat(told).containsExactly("adit.thread.stalled: I/O thread io-1 has served nobody else for 1200 ms");

        model.fakeServer.busyNanos = 0;
        secondsPass(1);
        model.fakeServer.busyNanos = TimeUnit.SECONDS.toNanos(2);
        secondsPass(1);
        assertThat(told).hasSize(2);
    }
}
