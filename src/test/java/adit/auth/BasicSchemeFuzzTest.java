package adit.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import adit.http.BadRequestException;
import adit.http.Field;
import adit.http.RequestHead;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import java.util.List;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=BasicSchemeFuzzTest}. */
class BasicSchemeFuzzTest {

    @FuzzTest
    void whatIsReadIsWhatWasSent(byte[] input) throws BadRequestException {
        String value = new String(input, ISO_8859_1);
        Field field = new Field("Proxy-Authorization", value);
        try {
            Credentials credentials = BasicScheme.credentials(
                            new RequestHead("CONNECT", "example.com:443", 1, List.of(field)))
                    .orElseThrow();
            String token = Base64.getEncoder().encodeToString(credentials.bytes());
            assertThat(value).matches("(?i:basic) +.*").endsWith(" " + token);
            assertThat(credentials.user()).doesNotContain(":");
        } catch (BadCredentialsException e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }
}
