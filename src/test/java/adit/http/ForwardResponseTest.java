package adit.http;

import static adit.http.Messages.PSEUDONYM;
import static adit.http.Messages.bytes;
import static adit.http.Messages.request;
import static adit.http.Messages.request10;
import static adit.http.Messages.response;
import static adit.http.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardResponseTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
    private ForwardRequest get;
    private ForwardRequest get10;

    @BeforeEach
    void requests() throws Exception {
        get = request("GET", "");
        get10 = request10("GET", "");
    }

    @Test
    void theHeadForTheClientIsMadeAnew() throws Exception {
        ForwardResponse response = response(get, """
                HTTP/1.0 200 Fine\r
                Date: Mon, 01 Jan 2024 00:00:00 GMT\r
                Connection: keep-alive, X-Hop\r
                Keep-Alive: timeout=5\r
                X-Hop: 1\r
                Proxy-Authenticate: Basic\r
                Upgrade: h2\r
                Content-Length: 03\r
                Set-Cookie: a=b\r
                Set-Cookie: c=d\r
                Via: 1.1 back\r
                """);
        assertThat(text(response.encode(PSEUDONYM, true)).replace("\r\n", "|\n"))
                .isEqualTo("""
                HTTP/1.1 200 Fine|
                Date: Mon, 01 Jan 2024 00:00:00 GMT|
                Set-Cookie: a=b|
                Set-Cookie: c=d|
                Via: 1.1 back|
                Content-Length: 3|
                Via: 1.0 adit-test|
                |
                """);
    }

    @Test
    void anAbsentReasonPhraseLeavesItsSpace() throws Exception {
        assertThat(encode(get, "HTTP/1.1 200\r\nContent-Length: 0\r\n")).startsWith("HTTP/1.1 200 \r\n");
    }

    /** RFC 9112, 6.3. */
    @ParameterizedTest
    @CsvSource({
        "GET, 200, 'Content-Length: 5', LENGTH",
        "GET, 200, 'Content-Length: 0', LENGTH",
        "GET, 200, 'Transfer-Encoding: chunked', CHUNKED",
        "GET, 200, 'X: y', UNTIL_CLOSE",
        "POST, 500, 'X: y', UNTIL_CLOSE",
        "GET, 205, 'Content-Length: 0', LENGTH",
        "HEAD, 200, 'Content-Length: 5', NONE",
        "HEAD, 200, 'Transfer-Encoding: chunked', NONE",
        "HEAD, 200, 'X: y', NONE",
        "GET, 204, 'Content-Length: 5', NONE",
        "GET, 204, 'Transfer-Encoding: chunked', NONE",
        "GET, 304, 'Content-Length: 5', NONE",
        "GET, 304, 'X: y', NONE",
        "GET, 100, 'Content-Length: 5', NONE",
        "GET, 103, 'X: y', NONE",
    })
    void theFramingOfTheBodyIsKnown(String method, int status, String field, BodyFraming.Kind kind) throws Exception {
        ForwardResponse response = response(request(method, ""), "HTTP/1.1 " + status + " x\r\n" + field + "\r\n");
        assertThat(response.body().kind()).isEqualTo(kind);
    }

    /** RFC 9110, 8.6 and 9.3.2; RFC 9112, 6.1 and 6.2. */
    @ParameterizedTest
    @CsvSource({
        "GET, 200, Content-Length: 5, true",
        "HEAD, 200, Content-Length: 5, true",
        "HEAD, 200, Transfer-Encoding: chunked, true",
        "GET, 304, Content-Length: 5, true",
        "GET, 204, Content-Length: 0, false",
        "GET, 204, Transfer-Encoding: chunked, false",
        "GET, 103, Content-Length: 0, false",
        "GET, 100, Transfer-Encoding: chunked, false",
    })
    void framingIsAnnouncedWhereTheStatusAllowsIt(String method, int status, String field, boolean announced)
            throws Exception {
        String encoded = encode(request(method, ""), "HTTP/1.1 " + status + " x\r\n" + field + "\r\n");
        assertThat(encoded.contains("\r\n" + field + "\r\n")).isEqualTo(announced);
        assertThat(encoded).doesNotContain("Connection");
    }

    @Test
    void connectionCannotTakeAwayTheFraming() throws Exception {
        assertThat(encode(get, "HTTP/1.1 200 OK\r\nConnection: Content-Length\r\nContent-Length: 5\r\n"))
                .contains("\r\nContent-Length: 5\r\n");
        assertThat(encode(get, CHUNKED + "Connection: Transfer-Encoding\r\n"))
                .contains("\r\nTransfer-Encoding: chunked\r\n");
    }

    @Test
    void anOldClientGetsNoChunks() throws Exception {
        ForwardResponse response = response(get10, CHUNKED);
        assertThat(text(response.encode(PSEUDONYM, true)))
                .isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\nVia: 1.1 adit-test\r\n\r\n");
        ByteBuffer out = ByteBuffer.allocate(16);
        BodyTransfer body = response.bodyTransfer();
        body.transfer(bytes("3\r\nabc\r\n0\r\nX: y\r\n\r\n"), out);
        assertThat(out.flip()).isEqualTo(bytes("abc"));
        assertThat(body.isDone()).isTrue();
    }

    /** RFC 9112, 9.3. */
    @ParameterizedTest
    @CsvSource({
        "1, 'Content-Length: 1', true",
        "1, 'Transfer-Encoding: chunked', true",
        "1, 'X: y', false",
        "1, 'Content-Length: 1\r\nConnection: close', false",
        "1, 'Content-Length: 1\r\nConnection: x\r\nConnection: Close', false",
        "0, 'Content-Length: 1', false",
        "0, 'Content-Length: 1\r\nConnection: Keep-Alive', true",
        "0, 'Content-Length: 1\r\nKeep-Alive: 5', false",
        "0, 'Connection: keep-alive', false",
    })
    void whetherTheConnectionOfTheOriginStays(int minor, String fields, boolean persistent) throws Exception {
        assertThat(response(get, "HTTP/1." + minor + " 200 OK\r\n" + fields + "\r\n")
                        .originPersistent())
                .isEqualTo(persistent);
    }

    @Test
    void theConnectionOfTheClientStaysWhereAllAgree() throws Exception {
        String withLength = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n";
        assertThat(encode(get, withLength)).doesNotContain("Connection");
        assertThat(text(response(get, withLength).encode(PSEUDONYM, false))).contains("\r\nConnection: close\r\n");
        assertThat(encode(request("GET", "Connection: close\r\n"), withLength)).contains("\r\nConnection: close\r\n");
        assertThat(encode(get10, withLength)).contains("\r\nConnection: close\r\n");
        assertThat(encode(get, "HTTP/1.1 200 OK\r\n")).contains("\r\nConnection: close\r\n");
        assertThat(response(get, "HTTP/1.1 200 OK\r\n").clientPersistent()).isFalse();
        assertThat(response(get, CHUNKED).clientPersistent()).isTrue();
    }

    /** RFC 9110, 15.2. */
    @Test
    void interimResponsesGoToClientsThatKnowThem() throws Exception {
        ForwardResponse hints = response(get, "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n");
        assertThat(hints.interim()).isTrue();
        assertThat(hints.forwardable()).isTrue();
        assertThat(text(hints.encode(PSEUDONYM, false)))
                .isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nVia: 1.1 adit-test\r\n\r\n");
        assertThat(response(get10, "HTTP/1.1 100 Continue\r\n").forwardable()).isFalse();
        assertThat(response(get10, "HTTP/1.1 200 OK\r\n").forwardable()).isTrue();
        assertThat(response(get, "HTTP/1.1 200 OK\r\n").interim()).isFalse();
    }

    /** RFC 9110, 7.8 and 15.2.2. */
    @Test
    void aSwitchOfProtocolsIsPassedOn() throws Exception {
        ForwardRequest offer = request("GET", "Connection: Upgrade\r\nUpgrade: websocket, x\r\n");
        ForwardResponse response = response(offer, """
                HTTP/1.1 101 Switching Protocols\r
                Connection: upgrade\r
                Upgrade: WebSocket\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                """);
        assertThat(response.switchesProtocols()).isTrue();
        assertThat(response.interim()).isFalse();
        assertThat(response.body()).isEqualTo(BodyFraming.NONE);
        assertThat(response.originPersistent()).isFalse();
        assertThat(response.clientPersistent()).isFalse();
        assertThat(text(response.encode(PSEUDONYM, true)))
                .contains("\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n")
                .contains("\r\nSec-WebSocket-Accept: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 x\r\n",
                "HTTP/1.1 101 x\r\nUpgrade: websocket\r\n",
                "HTTP/1.1 101 x\r\nConnection: upgrade\r\n",
                "HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: h2c\r\n",
                "HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: websocket, h2c\r\n"
            })
    void aSwitchToWhatWasNotOfferedIsRefused(String response) throws Exception {
        refused(request("GET", "Connection: upgrade\r\nUpgrade: websocket, h2c\r\n"), response, "not offered");
        refused(get, "HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n", "not offered");
    }

    @Test
    void anOriginCannotAskForTheCredentialsOfTheProxy() {
        refused(get, "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n", "407");
    }

    private static String encode(ForwardRequest request, String lines) throws BadResponseException {
        return text(response(request, lines).encode(PSEUDONYM, true));
    }

    private static void refused(ForwardRequest request, String lines, String message) {
        assertThatExceptionOfType(BadResponseException.class)
                .isThrownBy(() -> response(request, lines))
                .withMessageContaining(message);
    }
}
