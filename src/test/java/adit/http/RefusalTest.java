package adit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    @Test
    void theWholeAnswerIsAsWritten() {
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("Retry-After", "5");
        extra.put("Allow", "CONNECT");
        Refusal refusal = new Refusal(503, "connection_limit_reached", "going down", "Try later.\n", extra);
        assertThat(text(refusal, false).replace("\r\n", "|\n")).isEqualTo("""
                        HTTP/1.1 503 Service Unavailable|
                        Content-Type: text/plain; charset=utf-8|
                        Content-Length: 11|
                        Connection: close|
                        Cache-Control: no-store|
                        X-Content-Type-Options: nosniff|
                        Proxy-Status: adit; error=connection_limit_reached; details="going down"|
                        Retry-After: 5|
                        Allow: CONNECT|
                        |
                        Try later.
                        """);
    }

    @Test
    void withoutBodyEverythingElseIsTheSame() {
        Refusal refusal = refusal("d", "body");
        assertThat(text(refusal, true) + "body").isEqualTo(text(refusal, false));
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request",
        "403, Forbidden",
        "405, Method Not Allowed",
        "407, Proxy Authentication Required",
        "408, Request Timeout",
        "413, Content Too Large",
        "414, URI Too Long",
        "417, Expectation Failed",
        "429, Too Many Requests",
        "431, Request Header Fields Too Large",
        "500, Internal Server Error",
        "501, Not Implemented",
        "502, Bad Gateway",
        "503, Service Unavailable",
        "504, Gateway Timeout",
    })
    void everyStatusHasItsRegisteredPhrase(int status, String phrase) {
        Refusal refusal = new Refusal(status, "http_request_denied", "d", "b", Map.of());
        assertThat(text(refusal, false)).startsWith("HTTP/1.1 " + status + " " + phrase + "\r\n");
    }

    @Test
    void theLengthCountsBytesNotCharacters() {
        assertThat(text(refusal("d", "b\u00FCcher"), false)).contains("Content-Length: 7\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'say \"hi\"', '\"say \\\"hi\\\"\"'",
        "'a\\b', '\"a\\\\b\"'",
        "'a\r\nX: y', '\"a??X: y\"'",
        "'b\u00FC\u0000', '\"b??\"'",
        "'', '\"\"'",
    })
    void theDetailsAreAStructuredFieldString(String details, String encoded) {
        assertThat(text(refusal(details, "b"), false)).contains("details=" + encoded + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\u001B[31mb', 'a?[31mb'",
        "'a\r\nb', 'a?\nb'",
        "'a\u0000\u007F\u009Bb', 'a???b'",
        "'a\u202Eb\u2028', 'a?b?'",
        "'a\uD800b', 'a?b'",
        "'gr\u00FC\u00DFe \uD83D\uDC4B', 'gr\u00FC\u00DFe \uD83D\uDC4B'",
    })
    void theBodyCannotSteerATerminal(String body, String shown) {
        assertThat(text(refusal("d", body), false)).endsWith("\r\n\r\n" + shown);
    }

    @Test
    void whatWouldBreakTheHeadIsRefusedWhenBuilt() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(200, "x", "d", "b", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(403, "x y", "d", "b", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(403, "", "d", "b", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "\u00E9", "a\u0000"})
    void anExtraFieldCannotSmuggleAnother(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(403, "x", "d", "b", Map.of("A", value)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(403, "x", "d", "b", Map.of(value, "a")));
    }

    @Test
    void theAnswerToConnectHasNeitherLengthNorCoding() {
        assertThat(new String(Established.encode(), UTF_8)).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
    }

    private static Refusal refusal(String details, String body) {
        return new Refusal(403, "http_request_denied", details, body, Map.of());
    }

    private static String text(Refusal refusal, boolean withoutBody) {
        return new String(refusal.encode(withoutBody), UTF_8);
    }
}
