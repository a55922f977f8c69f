package adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RelayEndTest {
    private static final String CONCERNS_BOTH =
            "NOT_STARTED|IDLE_TIMEOUT|LIFETIME_EXCEEDED|QUOTA_EXCEEDED|POLICY_REVOKED|KILLED|SHUTDOWN";

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = CONCERNS_BOTH)
    void aCauseThatConcernsTheTunnelEndsBothDirections(RelayEnd end) {
        assertThat(end.inOtherDirection()).isEqualTo(end);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = CONCERNS_BOTH)
    void aCauseThatConcernsOneDirectionIsNotTheOthersFault(RelayEnd end) {
        assertThat(end.inOtherDirection()).isEqualTo(RelayEnd.OTHER_SIDE_ENDED);
    }

    @ParameterizedTest
    @EnumSource
    void theStableNameIsTheConstantInLowerCase(RelayEnd end) {
        assertThat(end.label()).isEqualTo(end.name().toLowerCase(Locale.ROOT));
    }
}
