package adit.net;

import static adit.net.SettingsChanges.downward;
import static adit.net.SettingsChanges.upward;
import static org.assertj.core.api.Assertions.assertThat;

import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.net.Conduit.Way;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the relay policy says holds for every way to a target, and other words of it for tunnels that are open already. */
class RelayPolicyTest {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration INSTANT = Duration.ofNanos(1);
    private static final int STEPS = 100;

    private static RelayPolicy idle(Duration timeout) {
        return new RelayPolicy(timeout, 0, 0, NONE, 0);
    }

    private static RelayPolicy least(long bytesPerMinute) {
        return new RelayPolicy(NONE, bytesPerMinute, 0, NONE, 0);
    }

    private static RelayPolicy most(long bytesPerSecond) {
        return new RelayPolicy(NONE, 0, bytesPerSecond, NONE, 0);
    }

    private static RelayPolicy lifetime(Duration age) {
        return new RelayPolicy(NONE, 0, 0, age, 0);
    }

    private static RelayPolicy payload(long bytes) {
        return new RelayPolicy(NONE, 0, 0, NONE, bytes);
    }

    private static UnaryOperator<Settings> both(RelayPolicy up, RelayPolicy down) {
        return upward(up).andThen(downward(down))::apply;
    }

    private static UnaryOperator<Settings> both(RelayPolicy policy) {
        return both(policy, policy);
    }

    @ParameterizedTest
    @EnumSource
    void eachDirectionKeepsToItsRateWhileBothAreBusy(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, both(most(10_000), most(1_000_000)))) {
            conduit.flood();
            for (int i = 0; i <= STEPS; i++) {
                awaitWithin(conduit::movedUp, 10_000, i);
                awaitWithin(conduit::movedDown, 1_000_000, i);
                conduit.proxy.skip(STEP);
            }
        }
    }

    /** All that a rate allows after so many steps moves, and of what it allows besides no more than an eighth of a second. */
    private static void awaitWithin(LongSupplier moved, long rate, int steps) {
        long allowed = rate * steps / (1000 / STEP.toMillis());
        long notWorthAWakeUp = rate / 50 + 1;
        await(() -> moved.getAsLong() >= allowed + rate / 8 - notWorthAWakeUp);
        assertThat(moved.getAsLong()).isLessThanOrEqualTo(allowed + rate / 8 + 1);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollDelay(NONE).pollInterval(Duration.ofMillis(1)).until(condition);
    }

    @ParameterizedTest
    @EnumSource
    void anOperatorsRateHoldsUntilItIsLifted(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, both(most(50_000), most(80_000)))) {
            conduit.throttle(20_000);
            conduit.flood();
            for (int i = 0; i < 20; i++) {
                awaitWithin(conduit::movedUp, 20_000, i);
                awaitWithin(conduit::movedDown, 20_000, i);
                conduit.proxy.skip(STEP);
            }
            conduit.reload(both(most(100_000), most(120_000)));
            assertThat(conduit.tunnel().maxRateToTarget()).isEqualTo(20_000);

            long up = conduit.movedUp();
            conduit.throttle(0);

            assertThat(conduit.tunnel().maxRateToTarget()).isEqualTo(100_000);
            assertThat(conduit.tunnel().maxRateToClient()).isEqualTo(120_000);
            for (int i = 0; i < 20; i++) {
                long moved = 100_000L * i / 10;
                await(() -> conduit.movedUp() >= up + moved);
                conduit.proxy.skip(STEP);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void silenceIsTooSlowAsSoonAsTheClockSaysSo(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, downward(least(1000)))) {
            conduit.down(1000);
            conduit.up(1000);
            assertThat(conduit.outlives(Duration.ofSeconds(60))).isTrue();
            conduit.up(1000);
            conduit.proxy.skip(Duration.ofSeconds(5));
            TunnelRecord record = conduit.record();
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.TOO_SLOW);
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.OTHER_SIDE_ENDED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aByteEitherWayIsActivity(Way way) throws Exception {
        Duration minute = Duration.ofMinutes(1);
        try (Conduit conduit = Conduit.open(way, both(idle(minute), idle(minute.plusSeconds(1))))) {
            conduit.up(1);
            assertThat(conduit.outlives(minute.minus(INSTANT))).isTrue();
            conduit.down(1);
            assertThat(conduit.outlives(minute.minus(INSTANT))).isTrue();
            conduit.up(1);
            assertThat(conduit.outlives(minute.minus(INSTANT))).isTrue();
            conduit.proxy.skip(INSTANT);
            assertThat(conduit.record().toClient().end()).isEqualTo(RelayEnd.IDLE_TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherTimesHoldForATunnelThatIsOpen(Way way) throws Exception {
        Duration minute = Duration.ofMinutes(1);
        try (Conduit conduit = Conduit.open(way, both(idle(minute)))) {
            conduit.proxy.settings = both(lifetime(minute)).apply(conduit.proxy.settings);
            conduit.up(1);
            assertThat(conduit.outlives(minute.minus(INSTANT))).isTrue();
            conduit.reload(both(idle(minute.multipliedBy(2))));
            assertThat(conduit.outlives(minute)).isTrue();
            conduit.reload(both(lifetime(minute.multipliedBy(4))));
            assertThat(conduit.outlives(minute)).isTrue();
            conduit.proxy.skip(minute);
            assertThat(conduit.record().toTarget().end()).isEqualTo(RelayEnd.LIFETIME_EXCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAgeThatIsPastAlreadyEndsATunnelAtOnce(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, UnaryOperator.identity())) {
            conduit.proxy.skip(Duration.ofMinutes(1));
            conduit.reload(downward(lifetime(Duration.ofMinutes(1))));
            assertThat(conduit.record().toTarget().end()).isEqualTo(RelayEnd.LIFETIME_EXCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherPayloadCountsWhatAnOpenTunnelHasMoved(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, UnaryOperator.identity())) {
            conduit.up(1000);
            conduit.reload(upward(payload(1500)));
            conduit.up(500);
            assertThat(conduit.proxy.registry.liveCount()).isEqualTo(1);
            conduit.tryUp(1);
            TunnelRecord record = conduit.record();
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.PAYLOAD_EXCEEDED);
            assertThat(conduit.movedUp()).isEqualTo(1500);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLeastRateThatIsNewToAnOpenTunnelHasItsGrace(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, both(idle(NONE)))) {
            assertThat(conduit.outlives(Duration.ofHours(1))).isTrue();
            conduit.reload(upward(least(10)));
            assertThat(conduit.outlives(Duration.ofSeconds(60).minus(INSTANT))).isTrue();
            conduit.up(10);
            assertThat(conduit.outlives(INSTANT)).isTrue();
            conduit.reload(upward(least(11)));
            assertThat(conduit.record().toTarget().end()).isEqualTo(RelayEnd.TOO_SLOW);
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherRatesHoldForATunnelThatIsOpenAndTheSameAreNoGift(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, UnaryOperator.identity())) {
            conduit.reload(both(most(10_000), most(20_000)));
            conduit.flood();
            for (int i = 0; i < 20; i++) {
                awaitWithin(conduit::movedUp, 10_000, i);
                awaitWithin(conduit::movedDown, 20_000, i);
                conduit.reload(both(most(10_000), most(20_000)));
                conduit.proxy.skip(STEP);
            }
        }
    }
}
