package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainTest {
    /** A ticker may overflow while a drain goes on. */
    private static final long BEGAN = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

    private static final Instant AT = Instant.parse("2026-11-23T05:13:50Z");

    private final Drain drain = new Drain(AT, BEGAN, Duration.ofSeconds(30));

    private static long after(long seconds) {
        return BEGAN + TimeUnit.SECONDS.toNanos(seconds);
    }

    private DrainProgress look(long second, int remaining, long bytes) {
        return drain.look(after(second), remaining, Duration.ofSeconds(100 + second), bytes);
    }

    @Test
    void itIsDueWhenItsTimeIsOver() {
        assertThat(drain.isDue(after(29))).isFalse();
        assertThat(drain.isDue(after(30))).isTrue();
    }

    @Test
    void itsTimeMayBeChangedAndCutButNotStretchedUnasked() {
        drain.allowAtMost(after(1), Duration.ofSeconds(60));
        assertThat(drain.isDue(after(30))).isTrue();
        drain.allow(after(1), Duration.ofSeconds(60));
        assertThat(drain.isDue(after(60))).isFalse();
        drain.allowAtMost(after(1), Duration.ofSeconds(5));
        assertThat(drain.isDue(after(6))).isTrue();
    }

    @Test
    void whereNoTunnelHasEndedAllThatIsLeftOfTheTimeIsExpected() {
        assertThat(look(10, 4, 0))
                .isEqualTo(new DrainProgress(
                        AT, 4, Duration.ofSeconds(110), 0, Duration.ofSeconds(20), Duration.ofSeconds(20)));
    }

    @Test
    void theRestIsExpectedToEndAsTheOthersDid() {
        look(0, 4, 0);
        assertThat(look(3, 3, 0).estimated()).isEqualTo(Duration.ofSeconds(9));
        assertThat(look(6, 1, 0).estimated()).isEqualTo(Duration.ofSeconds(2));
        assertThat(look(7, 0, 0).estimated()).isEqualTo(Duration.ZERO);
    }

    @Test
    void noMoreThanWhatIsLeftOfTheTimeIsExpected() {
        look(0, 100, 0);
        DrainProgress late = look(20, 99, 0);
        assertThat(late.estimated()).isEqualTo(late.left()).isEqualTo(Duration.ofSeconds(10));
        assertThat(look(40, 99, 0).left()).isEqualTo(Duration.ZERO);
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        look(0, 4, 1_000_000);
        assertThat(look(2, 4, 3_000_000).bytesPerSecond()).isEqualTo(1_000_000);
        look(20, 4, 3_000_000);
        assertThat(look(21, 4, 3_500_000).bytesPerSecond()).isEqualTo(500_000);
    }

    @Test
    void aLineTellsAnOperatorAllOfIt() {
        assertThat(new DrainProgress(
                        AT, 12, Duration.ofMinutes(65), 3_400_000, Duration.ofSeconds(40), Duration.ofSeconds(290)))
                .hasToString(
                        "12 tunnels left, the oldest 1 h 5 min old, 3.4 MB/s; about 40 s more, at most 4 min 50 s");
        assertThat(new DrainProgress(AT, 1, Duration.ofSeconds(9), 999, Duration.ZERO, Duration.ZERO))
                .hasToString("1 tunnel left, the oldest 9 s old, 999 B/s; about 0 s more, at most 0 s");
        assertThat(new DrainProgress(AT, 0, Duration.ZERO, 0, Duration.ZERO, Duration.ZERO))
                .hasToString("no tunnel is left");
    }
}
