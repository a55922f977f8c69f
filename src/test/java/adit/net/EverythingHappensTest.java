package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every end that a tunnel can have is provoked by some test. */
class EverythingHappensTest {
    private static final List<Class<?>> TESTS = List.of(
            OutcomeTest.class,
            AuthenticationTest.class,
            AuthenticationLoadTest.class,
            DialTest.class,
            ResolvedTunnelTest.class,
            RelayTest.class,
            RelayEndTest.class,
            PolicyChangeTest.class,
            ForwardTest.class,
            ForwardConnectionsTest.class,
            ForwardFailureTest.class,
            ForwardLimitsTest.class,
            SharedLimitsTest.class,
            BoundsTest.class,
            QuotaTest.class,
            TlsHandshakeTest.class,
            TlsRelayTest.class);

    /** Provoked in another process, by {@link DescriptorsTest}. */
    private static final Set<Outcome> ELSEWHERE = EnumSet.of(Outcome.TUNNEL_LIMIT);

    @Test
    void everyOutcomeIsProvoked() {
        List<Outcome> covered = new ArrayList<>(provoked(Provokes::outcomes));
        covered.addAll(ELSEWHERE);
        assertThat(covered).containsExactlyInAnyOrder(Outcome.values());
    }

    @Test
    void everyEndOfARelayIsProvoked() {
        assertThat(provoked(Provokes::ends)).containsExactlyInAnyOrder(RelayEnd.values());
    }

    private static <T> List<T> provoked(Function<Provokes, T[]> constants) {
        return TESTS.stream()
                .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                .flatMap(method -> Stream.ofNullable(method.getAnnotation(Provokes.class)))
                .flatMap(promise -> Arrays.stream(constants.apply(promise)))
                .distinct()
                .toList();
    }
}
