package adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DirectionMeterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = -7;

    @Test
    void withoutLimitsAllThatIsWantedIsAllowed() {
        DirectionMeter meter = meter(0, 0, 0);

        meter.moved(START, Long.MAX_VALUE - 1);

        assertThat(meter.allowance(START, 512 * 1024)).isEqualTo(512 * 1024);
        assertThat(meter.nanosUntilReadable(START)).isZero();
        assertThat(meter.nanosUntilCheck(START)).isEqualTo(Long.MAX_VALUE);
        assertThat(meter.payloadSpent()).isFalse();
        assertThat(meter.tooSlow(START + 1_000_000 * SECOND)).isFalse();
    }

    @Test
    void bytesAreCounted() {
        DirectionMeter meter = meter(0, 0, 0);

        meter.moved(START, 3_000_000_000L);
        meter.moved(START, 5);

        assertThat(meter.bytes()).isEqualTo(3_000_000_005L);
    }

    @Test
    void thePayloadIsAllowedToItsLastByteAndNoFurther() {
        DirectionMeter meter = meter(0, 0, 1_000);

        assertThat(meter.allowance(START, 600)).isEqualTo(600);
        meter.moved(START, 600);
        assertThat(meter.allowance(START, 600)).isEqualTo(400);
        assertThat(meter.payloadSpent()).isFalse();
        meter.moved(START, 400);

        assertThat(meter.payloadSpent()).isTrue();
        assertThat(meter.allowance(START, 600)).isZero();
    }

    @Test
    void morePayloadThanAllowedIsSpentPayload() {
        DirectionMeter meter = meter(0, 0, 10);

        meter.moved(START, 11);

        assertThat(meter.payloadSpent()).isTrue();
        assertThat(meter.allowance(START, 1)).isZero();
    }

    @Test
    void theGreatestRateIsHeldByWaiting() {
        DirectionMeter meter = meter(0, 1_000_000, 0);
        long now = START;
        while (now - START < 10 * SECOND) {
            meter.moved(now, meter.allowance(now, 65_536));
            now += Math.max(1_000, meter.nanosUntilReadable(now));
        }

        assertThat(meter.bytes()).isBetween(9_800_000L, 10_200_000L);
    }

    @Test
    void theLastBytesOfThePayloadNeedNotWaitForAWorthwhileRead() {
        DirectionMeter meter = meter(0, 1_000_000, 125_001);
        meter.moved(START, 125_000);

        assertThat(meter.nanosUntilReadable(START)).isEqualTo(1_000);
        assertThat(meter.allowance(START + 1_000, 65_536)).isEqualTo(1);
    }

    @Test
    void aSilentDirectionIsTooSlowAfterTheGrace() {
        DirectionMeter meter = meter(1, 0, 0);

        assertThat(meter.nanosUntilCheck(START)).isEqualTo(60 * SECOND);
        assertThat(meter.tooSlow(START + 60 * SECOND)).isTrue();
    }

    @Test
    void movingBytesKeepsADirectionFromBeingTooSlow() {
        DirectionMeter meter = meter(100, 0, 0);

        meter.moved(START + 30 * SECOND, 100);

        assertThat(meter.tooSlow(START + 60 * SECOND)).isFalse();
        assertThat(meter.tooSlow(START + 90 * SECOND + 5 * SECOND)).isTrue();
    }

    @Test
    void aSenderThatUsesItsGreatestRateIsNeverTooSlow() {
        DirectionMeter meter = meter(1_000_000, 1_000, 0);
        long now = START;

        now = sendGreedily(meter, now, 600);
        assertThat(meter.bytes()).isBetween(588_000L, 612_000L);

        assertThat(meter.tooSlow(now + 50 * SECOND)).isFalse();
        assertThat(meter.tooSlow(now + 66 * SECOND)).as("once it is silent").isTrue();
    }

    @Test
    void anotherPolicyCountsWhatWasMovedBefore() {
        DirectionMeter meter = meter(0, 0, 0);
        meter.moved(START, 1_000);

        meter.apply(START, policy(0, 0, 1_500));
        assertThat(meter.allowance(START, 1_000)).isEqualTo(500);
        meter.apply(START, policy(0, 0, 900));
        assertThat(meter.payloadSpent()).isTrue();
        meter.apply(START, policy(0, 0, 0));
        assertThat(meter.allowance(START, 1_000)).isEqualTo(1_000);
    }

    @Test
    void anotherLeastRateJudgesTheMinuteThatHasPassed() {
        DirectionMeter meter = meter(100, 0, 0);
        meter.moved(START + 50 * SECOND, 100);
        assertThat(meter.tooSlow(START + 60 * SECOND)).isFalse();

        meter.apply(START + 60 * SECOND, policy(101, 0, 0));
        assertThat(meter.tooSlow(START + 60 * SECOND)).isTrue();
        meter.apply(START + 60 * SECOND, policy(0, 0, 0));
        assertThat(meter.tooSlow(START + 60 * SECOND)).isFalse();
        meter.apply(START + 60 * SECOND, policy(101, 0, 0));
        assertThat(meter.nanosUntilCheck(START + 60 * SECOND)).isEqualTo(60 * SECOND);
    }

    @Test
    void theSameRateAgainSavesNothingUp() {
        DirectionMeter meter = meter(0, 1_000, 0);
        meter.moved(START, 5_000);

        meter.apply(START, policy(0, 1_000, 0));
        meter.throttle(START, 1_000);
        assertThat(meter.allowance(START, 1)).isZero();
        meter.throttle(START, 2_000);
        assertThat(meter.allowance(START, 1_000)).isEqualTo(250);
    }

    @Test
    void aRateThatIsLiftedHoldsBackNoJudgement() {
        DirectionMeter meter = meter(100, 1, 0);
        meter.moved(START, 100_000);
        assertThat(meter.allowance(START, 1)).isZero();
        assertThat(meter.tooSlow(START + 3_600 * SECOND)).isFalse();

        meter.throttle(START + 3_600 * SECOND, 1_000_000);

        assertThat(meter.tooSlow(START + 3_665 * SECOND)).isTrue();
    }

    private static long sendGreedily(DirectionMeter meter, long from, long seconds) {
        long now = from;
        while (now - from < seconds * SECOND) {
            meter.moved(now, meter.allowance(now, 65_536));
            assertThat(meter.tooSlow(now)).isFalse();
            assertThat(meter.allowance(now, 65_536)).isZero();
            now += meter.nanosUntilReadable(now);
        }
        return now;
    }

    private static DirectionMeter meter(long minRateBpm, long maxRateBps, long maxTotalPayload) {
        return new DirectionMeter(policy(minRateBpm, maxRateBps, maxTotalPayload), START);
    }

    private static RelayPolicy policy(long minRateBpm, long maxRateBps, long maxTotalPayload) {
        return new RelayPolicy(Duration.ZERO, minRateBpm, maxRateBps, Duration.ZERO, maxTotalPayload);
    }
}
