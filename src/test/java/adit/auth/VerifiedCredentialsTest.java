package adit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import adit.policy.Identity;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifiedCredentialsTest {
    private static final Identity ALICE = new Identity("alice", Set.of());

    /** Close to where the ticker overflows. */
    private static final long NOW = Long.MAX_VALUE - 10;

    private final VerifiedCredentials verified = new VerifiedCredentials();

    @Test
    void whoWasVerifiedIsKnownForAMinute() {
        verified.remember(key(1), ALICE, NOW);

        assertThat(verified.recall(key(1), NOW + VerifiedCredentials.LIFETIME_NANOS - 1))
                .contains(ALICE);
        assertThat(verified.recall(key(1), NOW + VerifiedCredentials.LIFETIME_NANOS))
                .isEmpty();
        assertThat(verified.recall(key(2), NOW)).isEmpty();
    }

    @Test
    void whatIsTooOldMakesRoom() {
        verified.remember(key(1), ALICE, NOW);
        verified.remember(key(2), ALICE, NOW + VerifiedCredentials.LIFETIME_NANOS);

        assertThat(verified.size()).isEqualTo(1);
    }

    @Test
    void whoIsVerifiedAgainAfterAMinuteIsKnownForAnother() {
        verified.remember(key(1), ALICE, NOW);
        long later = NOW + VerifiedCredentials.LIFETIME_NANOS;
        verified.remember(key(1), ALICE, later);

        assertThat(verified.recall(key(1), later + VerifiedCredentials.LIFETIME_NANOS - 1))
                .contains(ALICE);
    }

    @Test
    void theOldestGoesWhereThereIsNoRoom() {
        for (int i = 0; i <= VerifiedCredentials.MOST; i++) {
            verified.remember(key(i), ALICE, NOW + i);
            verified.remember(key(i), ALICE, NOW + i);
        }

        assertThat(verified.size()).isEqualTo(VerifiedCredentials.MOST);
        assertThat(verified.recall(key(0), NOW)).isEmpty();
        assertThat(verified.recall(key(1), NOW)).contains(ALICE);
        assertThat(verified.recall(key(VerifiedCredentials.MOST), NOW)).contains(ALICE);
    }

    private static ByteBuffer key(int number) {
        return ByteBuffer.allocate(4).putInt(0, number);
    }
}
