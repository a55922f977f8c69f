package adit.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import adit.privacy.Parties;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=LayoutFuzzTest}. */
class LayoutFuzzTest {
    @FuzzTest
    void everyLayoutIsRefusedOrMakesOneLine(FuzzedDataProvider data) {
        String user = data.consumeString(50);
        try {
            StringBuilder line = new StringBuilder();
            Layout.parse(data.consumeRemainingAsString() + "{user}")
                    .append(Records.established(new Parties("", user, "", ""), Records.CONNECT), line);
            assertThat(line).doesNotContainPattern("[\\p{Cntrl}&&[^\\t]]");
        } catch (BadLayoutException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }
}
