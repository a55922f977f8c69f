package adit.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleMovesTest {
    @Test
    void whatKeepsItsOrderHasNotMovedWhateverComesAndGoes() {
        assertThat(RuleMoves.between(List.of("a", "b", "c"), List.of("x", "a", "c", "y")))
                .isEmpty();
        assertThat(RuleMoves.between(List.of(), List.of("a"))).isEmpty();
        assertThat(RuleMoves.between(List.of("a"), List.of())).isEmpty();
    }

    @Test
    void theFewestAreSaidToHaveMoved() {
        assertThat(RuleMoves.between(List.of("a", "b", "c", "d"), List.of("d", "a", "b", "c")))
                .containsExactly("d");
        assertThat(RuleMoves.between(List.of("a", "b", "c", "d"), List.of("b", "c", "d", "a")))
                .containsExactly("a");
        assertThat(RuleMoves.between(List.of("a", "b"), List.of("b", "a"))).hasSize(1);
    }
}
