package adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - 3 * SECOND;

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 3, 7, 15, 16, 100, 1_023, 65_536, 1_000_000, 12_345_678, 1_000_000_000, 10_000_000_000L})
    void tenSecondsAreWithinTwoPercentOfTheRate(long rate) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long moved = run(new TokenBucket(START, rate), START, 10 * SECOND, random);

        assertThat(moved).as("seed %d", seed).isCloseTo(10 * rate, Percentage.withPercentage(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1_023, 999_999_937})
    void anHourDoesNotDrift(long rate) {
        long seed = new Random().nextLong();
        long moved = run(new TokenBucket(START, rate), START, 3600 * SECOND, new Random(seed));

        assertThat(moved).as("seed %d", seed).isBetween(3600 * rate - rate / 8 - 1, 3600 * rate + rate / 8 + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 1_000_000})
    void tenSecondsAfterALongPauseAreWithinTwoPercentToo(long rate) {
        TokenBucket bucket = new TokenBucket(START, rate);
        long later = after(3600 * SECOND);

        long moved = run(bucket, later, 10 * SECOND, new Random(1));

        assertThat(moved).isCloseTo(10 * rate, Percentage.withPercentage(2));
    }

    @Test
    void aReaderThatWaitsIsNotWokenForAFewBytes() {
        TokenBucket bucket = new TokenBucket(START, 1_000_000);
        bucket.spend(125_000);

        assertThat(bucket.allowance(START, 64_000)).isZero();
        assertThat(bucket.nanosUntil(START, 64_000)).isEqualTo(SECOND / 50);
        assertThat(bucket.allowance(START + SECOND / 100, 64_000)).isZero();
        assertThat(bucket.allowance(START + SECOND / 50, 64_000)).isEqualTo(20_000);
    }

    @Test
    void fewBytesAreGivenIfNoMoreAreWanted() {
        TokenBucket bucket = new TokenBucket(START, 1_000_000);
        bucket.spend(125_000);

        assertThat(bucket.nanosUntil(START, 10)).isEqualTo(10_000);
        assertThat(bucket.allowance(START + 10_000, 10)).isEqualTo(10);
    }

    @Test
    void aDebtIsPaidBeforeTheNextRead() {
        TokenBucket bucket = new TokenBucket(START, 1_000);
        bucket.spend(125 + 2_000);

        assertThat(bucket.nanosUntil(START, 1)).isEqualTo(2 * SECOND + SECOND / 1_000);
        assertThat(bucket.allowance(START + 2 * SECOND, 0)).isZero();
        assertThat(bucket.allowance(START + 2 * SECOND + SECOND / 50, 500)).isEqualTo(20);
    }

    @Test
    void theGreatestRateAndTheGreatestDebtDoNotOverflow() {
        TokenBucket bucket = new TokenBucket(START, Long.MAX_VALUE);
        assertThat(bucket.allowance(START, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);

        bucket.spend(Long.MAX_VALUE);
        bucket.spend(Long.MAX_VALUE);

        assertThat(bucket.allowance(START, 1)).isZero();
        assertThat(bucket.nanosUntil(START, Long.MAX_VALUE)).isBetween(1L, SECOND);
        assertThat(bucket.allowance(after(Long.MAX_VALUE), Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aSlowBucketFillsInTheEnd() {
        TokenBucket bucket = new TokenBucket(START, 1);

        assertThat(bucket.allowance(after(Long.MAX_VALUE), 100)).isEqualTo(1);
    }

    @Test
    void aClockThatStepsBackGivesNothing() {
        TokenBucket bucket = new TokenBucket(START, 1_000);
        bucket.spend(125);

        assertThat(bucket.allowance(START - SECOND, 10)).isZero();
        assertThat(bucket.allowance(START + SECOND / 100, 10)).isEqualTo(10);
    }

    private static long after(long nanos) {
        return START + nanos;
    }

    /** Reads of random sizes whenever the bucket allows, each a little later than it might be. */
    private static long run(TokenBucket bucket, long from, long duration, Random random) {
        long moved = 0;
        long now = from;
        while (now - from < duration) {
            int wanted = 1 + random.nextInt(512 * 1024);
            int allowed = bucket.allowance(now, wanted);
            bucket.spend(allowed);
            moved += allowed;
            now += allowed > 0 ? random.nextInt(20_000) : bucket.nanosUntil(now, wanted) + random.nextInt(2_000_000);
        }
        return moved;
    }
}
