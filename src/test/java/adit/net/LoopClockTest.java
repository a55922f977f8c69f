package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopClockTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long now = Long.MAX_VALUE - 3 * SECOND;
    private final LoopClock clock = new LoopClock(() -> now);

    /** One pass: waits so long, then is busy so long. */
    private void pass(long waits, long serves) {
        clock.passBegins();
        clock.waits();
        now += waits;
        clock.served();
        now += serves;
        clock.read();
    }

    @Test
    void theTimeOfAPassIsThatOfItsFirstKey() {
        clock.passBegins();
        clock.waits();
        now += SECOND;
        clock.served();
        long first = now;
        now += SECOND;
        clock.served();

        assertThat(clock.now()).isEqualTo(first);
        assertThat(clock.read()).isEqualTo(now).isEqualTo(clock.now());
    }

    @Test
    void theLoadIsTheTimeThatIsNotSpentWaiting() {
        clock.sample();
        assertThat(clock.loadPercent()).isZero();
        for (int i = 0; i < 20; i++) {
            pass(700 * MILLI, 300 * MILLI);
            clock.sample();
        }
        assertThat(clock.loadPercent()).isEqualTo(30);
        for (int i = 0; i < 5; i++) {
            pass(0, SECOND);
            clock.sample();
        }
        assertThat(clock.loadPercent()).isEqualTo(100);
    }

    @Test
    void aThreadThatWaitsForHoursHasNoLoad() {
        pass(MILLI, SECOND);
        clock.passBegins();
        clock.waits();
        for (int i = 0; i < 10; i++) {
            clock.sample();
            now += SECOND;
        }
        assertThat(clock.loadPercent()).isZero();
        assertThat(clock.busyNanos()).isZero();
    }

    @Test
    void theLagIsTheLongestPassOfLate() {
        pass(SECOND, 40 * MILLI);
        pass(SECOND, 2 * MILLI);
        clock.passBegins();
        clock.waits();
        assertThat(clock.lagNanos()).isEqualTo(40 * MILLI);

        now += 11 * SECOND;
        assertThat(clock.lagNanos()).isZero();
        pass(0, 3 * MILLI);
        pass(0, 0);
        assertThat(clock.lagNanos()).isLessThan(40 * MILLI);
    }

    @Test
    void whoIsBusyIsSeenToBeWhileItIs() {
        pass(SECOND, MILLI);
        now += 5 * SECOND;

        assertThat(clock.busyNanos()).isEqualTo(5 * SECOND + MILLI);
        assertThat(clock.lagNanos()).isEqualTo(5 * SECOND + MILLI);
    }

    @Test
    void aThreadThatHasNotBegunIsNotBusy() {
        now += SECOND;
        assertThat(clock.busyNanos()).isZero();
        clock.passBegins();
        assertThat(clock.lagNanos()).isZero();
    }
}
