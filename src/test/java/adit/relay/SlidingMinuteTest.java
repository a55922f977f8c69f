package adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlidingMinuteTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - 30 * SECOND;

    private final SlidingMinute minute = new SlidingMinute(START, 600);

    @Test
    void theFirstMinuteIsGrace() {
        assertThat(minute.nanosUntilVerdict(START)).isEqualTo(60 * SECOND);
        assertThat(minute.tooSlow(at(60) - 1)).isFalse();
        assertThat(minute.nanosUntilVerdict(at(60) - 1)).isEqualTo(1);
    }

    @Test
    void silenceIsNoticedByTheClockAlone() {
        assertThat(minute.tooSlow(at(60))).isTrue();
    }

    @Test
    void exactlyTheLeastRateIsEnough() {
        for (int second = 0; second < 300; second++) {
            minute.add(at(second), 10);
            assertThat(minute.tooSlow(at(second))).as("second %d", second).isFalse();
        }
    }

    @Test
    void oneByteLessIsTooSlow() {
        minute.add(START, 599);

        assertThat(minute.tooSlow(at(60))).isTrue();
    }

    @Test
    void oneBurstIsEnoughForTheMinuteThatHoldsIt() {
        minute.add(at(59), 600);

        assertThat(minute.tooSlow(at(60))).isFalse();
        assertThat(minute.nanosUntilVerdict(at(60))).isEqualTo(5 * SECOND);
        assertThat(minute.tooSlow(at(119))).isFalse();
        assertThat(minute.tooSlow(at(120))).isTrue();
    }

    @Test
    void aLongSilenceEmptiesTheWholeMinute() {
        minute.add(START, 1_000_000);

        assertThat(minute.tooSlow(at(1_000_003))).isTrue();
        assertThat(minute.nanosUntilVerdict(at(1_000_003))).isEqualTo(2 * SECOND);

        minute.add(at(1_000_003), 600);
        assertThat(minute.tooSlow(at(1_000_005))).isFalse();
    }

    @Test
    void timeHeldBackByTheProxyIsNotCounted() {
        minute.holdUntil(at(1), at(101));
        minute.holdUntil(at(50), at(101));

        assertThat(minute.tooSlow(at(159))).isFalse();
        assertThat(minute.nanosUntilVerdict(at(159))).isEqualTo(SECOND);
        assertThat(minute.tooSlow(at(160))).isTrue();
    }

    @Test
    void aHoldMayEndEarlierThanItWasMeantTo() {
        minute.holdUntil(at(1), at(1_001));
        minute.holdUntil(at(11), at(11));

        assertThat(minute.nanosUntilVerdict(at(11))).isEqualTo(59 * SECOND);
    }

    private static long at(long seconds) {
        return START + seconds * SECOND;
    }
}
