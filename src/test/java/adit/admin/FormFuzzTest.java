package adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=FormFuzzTest}. */
class FormFuzzTest {

    @FuzzTest
    void whateverIsSentHasAValueAndWhatIsFilledInIsFound(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertThat(new Form(text).value("a")).hasSizeLessThanOrEqualTo(text.length());

        String filled = "form=x&b=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&b=no";
        assertThat(new Form(filled).value("b")).isEqualTo(text.strip());
    }
}
