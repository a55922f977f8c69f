package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TunnelIdsTest {
    @Test
    void anIdIsThirteenUnmistakableCharacters() {
        TunnelIds ids = new TunnelIds();

        for (int i = 0; i < 1_000; i++) {
            assertThat(ids.next()).matches("[0-9a-hjkmnp-tv-z]{13}");
        }
    }

    @Test
    void noIdComesTwice() {
        TunnelIds ids = new TunnelIds(Long.MAX_VALUE - 50_000);
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 100_000; i++) {
            seen.add(ids.next());
        }

        assertThat(seen).hasSize(100_000);
    }

    @Test
    void theIdsOfAnotherRunAreOthers() {
        assertThat(new TunnelIds().next()).isNotEqualTo(new TunnelIds().next());
    }

    @Test
    void neighboursLookUnlike() {
        TunnelIds ids = new TunnelIds(0);
        ids.next();

        assertThat(ids.next().substring(0, 4)).isNotEqualTo(ids.next().substring(0, 4));
    }
}
