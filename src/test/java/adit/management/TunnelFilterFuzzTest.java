package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.LiveEntry;
import adit.account.TunnelRegistry;
import adit.privacy.Dial;
import adit.privacy.Disclosure;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=TunnelFilterFuzzTest}. */
class TunnelFilterFuzzTest {
    private static final Dial ALL = new Dial(Disclosure.FULL, Disclosure.FULL, Disclosure.FULL);
    private static final TunnelRow ROW = row();

    private static TunnelRow row() {
        TunnelRegistry registry = new TunnelRegistry(record -> {});
        registry.opened(new FakeTunnel("t-1"));
        LiveEntry entry = registry.entries().findFirst().orElseThrow();
        return new TunnelRow(entry);
    }

    @FuzzTest
    void aFilterHoldsOrSaysInOneLineWhatIsAllowed(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            TunnelFilter filter = TunnelFilter.parse(text, ALL);
            assertThat(filter.test(ROW)).isEqualTo(filter.test(ROW));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\r").hasSizeLessThan(500);
        }
    }
}
