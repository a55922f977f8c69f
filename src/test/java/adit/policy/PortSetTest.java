package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import adit.policy.PortSet.Range;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortSetTest {
    private static final PortSet MIXED = new PortSet(Set.of(new Range(8000, 8999), new Range(443, 443)));

    @ParameterizedTest
    @CsvSource({"442, false", "443, true", "444, false", "7999, false", "8000, true", "8999, true", "9000, false"})
    void aRangeIncludesBothItsEnds(int port, boolean contained) {
        assertThat(MIXED.contains(port)).isEqualTo(contained);
    }

    @Test
    void anyIsEveryPortAndTheEmptySetNone() {
        assertThat(PortSet.ANY.contains(1)).isTrue();
        assertThat(PortSet.ANY.contains(PortSet.HIGHEST)).isTrue();
        assertThat(PortSet.of().contains(443)).isFalse();
    }

    @Test
    void itReadsInOrder() {
        assertThat(MIXED).hasToString("443, 8000-8999");
        assertThat(PortSet.ANY).hasToString("any");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "2, 1", "1, 65536"})
    void whatIsNoRangeOfPortsIsRefused(int first, int last) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Range(first, last));
    }
}
