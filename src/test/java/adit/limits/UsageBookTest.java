package adit.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageBookTest {
    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-05-05T10:30:00Z");
    private Quota quota = new Quota(1000, 5000, 0, 20_000, ZoneOffset.UTC);

    /** A tunnel that moves as the test says. */
    private static final class Moving implements Metered {
        volatile long bytes;
        volatile boolean ended;

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void quotaExceeded() {
            ended = true;
        }
    }

    private Path file() {
        return folder.resolve("data").resolve("quotas.db");
    }

    private UsageBook book() throws IOException {
        UsageBook book = new UsageBook(() -> quota, () -> now, new UsageFile(file()));
        book.open();
        return book;
    }

    private void move(UsageBook book, String user, long bytes) {
        Moving tunnel = new Moving();
        Meter meter = book.count(user, tunnel);
        tunnel.bytes = bytes;
        meter.close();
    }

    @Test
    void whoHasMovedTheQuotaMayMoveNoMoreUntilTheHourIsOver() throws Exception {
        UsageBook book = book();
        move(book, "alice", 999);
        assertThat(book.refusal("alice")).isEmpty();

        move(book, "alice", 1);

        assertThat(book.refusal("alice"))
                .contains(new QuotaRefusal("You have moved the 1000 bytes that you may in one hour.", 1800));
        assertThat(book.refusal("bob")).isEmpty();
        now = now.plusSeconds(1800);
        assertThat(book.refusal("alice")).isEmpty();
    }

    @Test
    void theLongestPeriodSaysWhenToComeBack() throws Exception {
        UsageBook book = book();

        move(book, "alice", 5000);

        assertThat(book.refusal("alice").orElseThrow().retrySeconds())
                .isEqualTo(Duration.parse("PT13H30M").toSeconds());
    }

    @Test
    void aTunnelThatGoesOnCountsAndEndsWithTheQuota() throws Exception {
        UsageBook book = book();
        Moving first = new Moving();
        Moving second = new Moving();
        Meter meter = book.count("alice", first);
        book.count("alice", second);
        first.bytes = 600;
        second.bytes = 300;
        book.collect();
        assertThat(first.ended || second.ended).isFalse();

        first.bytes = 700;
        book.collect();

        assertThat(first.ended).isTrue();
        assertThat(second.ended).isTrue();
        meter.close();
        assertThat(book.rows()).containsExactly(new UsageBook.Row("alice", 1000, 1000, 1000, 1000));
    }

    @Test
    void aByteCountsOnceHoweverOftenItIsLookedAt() throws Exception {
        UsageBook book = book();
        Moving tunnel = new Moving();
        Meter meter = book.count("alice", tunnel);
        tunnel.bytes = 10;
        book.collect();
        book.collect();
        tunnel.bytes = 15;
        meter.close();
        book.collect();

        assertThat(book.rows().get(0).hour()).isEqualTo(15);
    }

    @Test
    void whatWasSavedSurvivesARestart() throws Exception {
        UsageBook book = book();
        move(book, "alice", 400);
        move(book, "bob", 1);
        book.save();
        move(book, "alice", 500);
        book.save();

        UsageBook restarted = book();

        assertThat(restarted.rows())
                .containsExactly(new UsageBook.Row("alice", 900, 900, 900, 900), new UsageBook.Row("bob", 1, 1, 1, 1));
        move(restarted, "alice", 100);
        assertThat(restarted.refusal("alice")).isPresent();
    }

    @Test
    void aKillLosesWhatCameAfterTheLastSaveAndNoMore() throws Exception {
        UsageBook book = book();
        move(book, "alice", 400);
        book.save();
        move(book, "alice", 300);

        assertThat(book().rows().get(0).hour()).isEqualTo(400);
    }

    @Test
    void theNextHourOfARestartBeginsWithTheDaysCount() throws Exception {
        UsageBook book = book();
        move(book, "alice", 400);
        book.save();
        now = now.plus(Duration.ofHours(1));

        assertThat(book().rows()).containsExactly(new UsageBook.Row("alice", 0, 400, 400, 400));
    }

    @Test
    void twoProcessesOfOneInstanceBothCount() throws Exception {
        UsageBook old = book();
        UsageBook next = book();
        move(old, "alice", 100);
        move(next, "alice", 20);
        old.save();
        next.save();
        move(old, "alice", 3);
        old.save();

        assertThat(old.rows().get(0).hour()).isEqualTo(123);
        assertThat(book().rows().get(0).hour()).isEqualTo(123);
    }

    @Test
    void whoIsForgottenLeavesTheFile() throws Exception {
        UsageBook book = book();
        move(book, "alice", 400);
        book.save();
        now = now.plus(Duration.ofDays(40));

        assertThat(book().rows()).isEmpty();
    }

    @Test
    void onlyTheOwnerMayReadTheNames() throws Exception {
        book();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void theFileDoesNotGrowWithTheNumberOfSaves() throws Exception {
        UsageBook book = book();
        for (int i = 0; i < 100; i++) {
            move(book, "alice", 1);
            move(book, "user" + i % 10, 1);
            book.save();
        }

        assertThat(Files.size(file())).isLessThan(200_000);
    }

    @Test
    void noThreadIsLeftByTheStore() throws Exception {
        int before = Thread.activeCount();
        UsageBook book = book();
        move(book, "alice", 1);
        book.save();

        assertThat(Thread.activeCount()).isLessThanOrEqualTo(before);
    }

    @Test
    void aFileThatIsNoneIsNotTakenForAnEmptyOne() throws Exception {
        Files.createDirectories(file().getParent());
        Files.write(file(), new byte[20_000]);

        assertThatThrownBy(this::book).isInstanceOf(IOException.class).hasMessageContaining("quotas.db");
    }

    @Test
    void withoutItsCountsNobodyMovesAnythingUnderAQuota() throws Exception {
        Files.createDirectories(file());
        UsageBook book = new UsageBook(() -> quota, () -> now, new UsageFile(file()));
        assertThatThrownBy(book::open).isInstanceOf(IOException.class);

        assertThat(book.refusal("alice")).isPresent();
        Files.delete(file());
        book.save();
        assertThat(book.refusal("alice")).isEmpty();
    }

    @Test
    void whatCannotBeSavedNowIsSavedLater() throws Exception {
        UsageBook book = book();
        move(book, "alice", 70);
        byte[] content = Files.readAllBytes(file());
        try (RandomAccessFile broken = new RandomAccessFile(file().toFile(), "rw")) {
            broken.setLength(0);
            broken.write(new byte[20_000]);
        }
        book.save();
        move(book, "alice", 7);
        assertThat(book.rows().get(0).hour()).isEqualTo(77);

        Files.write(file(), content);
        book.save();

        assertThat(book().rows().get(0).hour()).isEqualTo(77);
    }

    @Test
    void whereThereIsNoQuotaThereIsNoFile() throws Exception {
        quota = Quota.none(ZoneOffset.UTC);
        UsageBook book = book();
        move(book, "alice", 1_000_000);
        book.collect();
        book.save();

        assertThat(book.refusal("alice")).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
