package adit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SlowdownTest {
    private static final InetAddress HOME = address(192, 0, 2, 1);
    private static final InetAddress ELSEWHERE = address(192, 0, 2, 2);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Slowdown slowdown = new Slowdown();

    /** Close to where the ticker overflows. */
    private long now = Long.MAX_VALUE - SECOND;

    @Test
    void fromTheFourthFailureOnAnswersWaitTwiceAsLongEachTime() {
        long[] millis = LongStream.range(0, 12)
                .map(i -> TimeUnit.NANOSECONDS.toMillis(slowdown.failed(HOME, now)))
                .toArray();

        assertThat(millis).containsExactly(0, 0, 0, 250, 500, 1000, 2000, 4000, 5000, 5000, 5000, 5000);
        assertThat(slowdown.failed(ELSEWHERE, now)).isZero();
    }

    @Test
    void aMinuteWithoutFailuresIsForgiven() {
        fail(HOME, 10);
        now += 60 * SECOND;
        assertThat(slowdown.failed(HOME, now)).isEqualTo(5 * SECOND);
        now += 60 * SECOND + 1;
        assertThat(slowdown.failed(HOME, now)).isZero();
    }

    @Test
    void aBlockOfIpv6IsOneAddress() throws UnknownHostException {
        fail(InetAddress.getByName("2001:db8:1:2::1"), 3);

        assertThat(slowdown.failed(InetAddress.getByName("2001:db8:1:2:ffff::9"), now))
                .isPositive();
        assertThat(slowdown.failed(InetAddress.getByName("2001:db8:1:3::1"), now))
                .isZero();
    }

    @Test
    void placesAreFewAndCanBeTakenAgain() {
        for (int i = 0; i < Slowdown.PLACES; i++) {
            assertThat(slowdown.enter(HOME, now)).isTrue();
        }
        assertThat(slowdown.enter(HOME, now)).isFalse();
        assertThat(slowdown.enter(ELSEWHERE, now)).isTrue();
        slowdown.leave(HOME, now, 0);

        assertThat(slowdown.enter(HOME, now)).isTrue();
        assertThat(slowdown.enter(HOME, now)).isFalse();
    }

    @Test
    void aPlaceIsHeldUntilTheAnswerIsDue() {
        for (int i = 0; i < Slowdown.PLACES; i++) {
            slowdown.enter(HOME, now);
            slowdown.leave(HOME, now, (i + 1) * SECOND);
        }

        assertThat(slowdown.enter(HOME, now + SECOND - 1)).isFalse();
        assertThat(slowdown.enter(HOME, now + SECOND)).isTrue();
        assertThat(slowdown.enter(HOME, now + SECOND)).isFalse();
    }

    @Test
    void whoNeverFailedIsNotRemembered() {
        slowdown.enter(HOME, now);
        slowdown.leave(HOME, now, 0);
        assertThat(slowdown.size()).isZero();

        fail(HOME, 1);
        slowdown.enter(HOME, now);
        slowdown.leave(HOME, now, 0);
        assertThat(slowdown.size()).isEqualTo(1);
    }

    @Test
    void theTableIsBoundedAndTheQuietestAddressIsForgotten() {
        fail(HOME, 3);
        fail(ELSEWHERE, 3);
        for (int i = 0; i < Slowdown.MOST_ORIGINS - 2; i++) {
            slowdown.failed(address(10, 0, i >> 8, i & 255), now);
        }
        assertThat(slowdown.failed(HOME, now)).isPositive();
        slowdown.failed(address(10, 1, 0, 0), now);

        assertThat(slowdown.size()).isEqualTo(Slowdown.MOST_ORIGINS);
        assertThat(slowdown.failed(HOME, now)).isPositive();
        assertThat(slowdown.failed(ELSEWHERE, now)).isZero();
    }

    private void fail(InetAddress address, int times) {
        for (int i = 0; i < times; i++) {
            slowdown.failed(address, now);
        }
    }

    private static InetAddress address(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
