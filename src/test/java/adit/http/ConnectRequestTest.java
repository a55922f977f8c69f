package adit.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.http.BadRequestException.Kind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectRequestTest {
    @Test
    void theTargetIsCanonical() throws Exception {
        assertThat(ConnectRequest.target(head("Example.COM:443", ""))).hasToString("example.com:443");
    }

    @Test
    void onlyTheExactMethodIsConnect() throws Exception {
        assertThat(ConnectRequest.is(head("a:1", ""))).isTrue();
        assertThat(ConnectRequest.is(read("connect a:1 HTTP/1.0\r\n\r\n"))).isFalse();
        assertThat(ConnectRequest.is(read("GET http://a/ HTTP/1.0\r\n\r\n"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 0\r\n", "Content-Length: 000\r\n"})
    void aLengthOfZeroIsTolerated(String field) throws Exception {
        assertThat(ConnectRequest.target(head("a:1", field))).hasToString("a:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1\r\n", "content-length: 007\r\n", "Transfer-Encoding: chunked\r\n"})
    void aConnectRequestWithContentIsRefused(String field) throws Exception {
        RequestHead head = head("a:1", field);
        refused(head, "no content");
    }

    @ParameterizedTest
    @CsvSource({"/, not a URI", "*, port is missing", "http://a:80/, not a URI", "a, port is missing"})
    void otherFormsOfTargetAreRefused(String target, String message) throws Exception {
        refused(head(target, ""), message);
    }

    private static void refused(RequestHead head, String message) {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> ConnectRequest.target(head))
                .withMessageContaining(message)
                .extracting(BadRequestException::kind)
                .isEqualTo(Kind.MALFORMED);
    }

    private static RequestHead head(String target, String field) throws BadRequestException {
        return read("CONNECT " + target + " HTTP/1.1\r\nHost: a\r\n" + field + "\r\n");
    }

    private static RequestHead read(String text) throws BadRequestException {
        return new HeadParser(1024)
                .feed(ByteBuffer.wrap(text.getBytes(US_ASCII)))
                .orElseThrow();
    }
}
