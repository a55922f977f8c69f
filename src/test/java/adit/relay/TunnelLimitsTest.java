package adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TunnelLimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - 2 * SECOND;

    @Test
    void withoutLimitsThereIsNothingToCheck() {
        TunnelLimits limits = limits(policy(0, 0), policy(0, 0));

        assertThat(limits.nanosUntilCheck(at(5), START)).isEqualTo(Long.MAX_VALUE);
        assertThat(limits.reached(at(1_000_000), START)).isEmpty();
    }

    @Test
    void theStricterOfTwoTimeoutsCounts() {
        assertThat(limits(policy(30, 0), policy(20, 0)).nanosUntilCheck(START, START))
                .isEqualTo(20 * SECOND);
        assertThat(limits(policy(30, 0), policy(0, 0)).nanosUntilCheck(START, START))
                .isEqualTo(30 * SECOND);
        assertThat(limits(policy(0, 7), policy(0, 9)).nanosUntilCheck(START, START))
                .isEqualTo(7 * SECOND);
    }

    @Test
    void idlenessIsReachedExactlyWhenTheTimeoutHasPassed() {
        TunnelLimits limits = limits(policy(10, 0), policy(10, 0));

        assertThat(limits.reached(at(10) - 1, START)).isEmpty();
        assertThat(limits.reached(at(10), START)).contains(RelayEnd.IDLE_TIMEOUT);
    }

    @Test
    void activityGivesTheWholeTimeoutAnew() {
        TunnelLimits limits = limits(policy(10, 0), policy(10, 0));

        assertThat(limits.reached(at(12), at(8))).isEmpty();
        assertThat(limits.nanosUntilCheck(at(12), at(8))).isEqualTo(6 * SECOND);
    }

    @Test
    void activityDoesNotProlongTheLifetime() {
        TunnelLimits limits = limits(policy(10, 60), policy(10, 0));

        assertThat(limits.nanosUntilCheck(at(55), at(54))).isEqualTo(5 * SECOND);
        assertThat(limits.reached(at(60), at(60))).contains(RelayEnd.LIFETIME_EXCEEDED);
    }

    @Test
    void otherLimitsGoOnWithTheAge() {
        TunnelLimits limits = limits(policy(10, 0), policy(10, 0)).with(policy(0, 60), policy(0, 0));

        assertThat(limits.reached(at(60) - 1, START)).isEmpty();
        assertThat(limits.reached(at(60), START)).contains(RelayEnd.LIFETIME_EXCEEDED);
    }

    @Test
    void ofTwoReachedLimitsTheFirstIsNamed() {
        TunnelLimits limits = limits(policy(10, 60), policy(10, 60));

        assertThat(limits.reached(at(100), at(45))).contains(RelayEnd.IDLE_TIMEOUT);
        assertThat(limits.reached(at(100), at(59))).contains(RelayEnd.LIFETIME_EXCEEDED);
    }

    @Test
    void aTimeoutBeyondTheRangeOfTheClockIsNone() {
        RelayPolicy centuries =
                new RelayPolicy(Duration.ofDays(1_000_000), 0, 0, Duration.ofSeconds(Long.MAX_VALUE), 0);

        assertThat(limits(centuries, centuries).nanosUntilCheck(START, START)).isEqualTo(Long.MAX_VALUE);
    }

    private static TunnelLimits limits(RelayPolicy clientToTarget, RelayPolicy targetToClient) {
        return new TunnelLimits(clientToTarget, targetToClient, START);
    }

    private static RelayPolicy policy(long idleSeconds, long lifetimeSeconds) {
        return new RelayPolicy(Duration.ofSeconds(idleSeconds), 0, 0, Duration.ofSeconds(lifetimeSeconds), 0);
    }

    private static long at(long seconds) {
        return START + seconds * SECOND;
    }
}
