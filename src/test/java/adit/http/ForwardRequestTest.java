package adit.http;

import static adit.http.Messages.PSEUDONYM;
import static adit.http.Messages.request;
import static adit.http.Messages.request10;
import static adit.http.Messages.requestHead;
import static adit.http.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import adit.http.BadRequestException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardRequestTest {
    @Test
    void theHeadForTheOriginIsMadeAnew() throws Exception {
        ForwardRequest request = ForwardRequest.of(requestHead("""
                POST http://Example.COM:8080/a?b=c HTTP/1.1\r
                Content-Type: text/plain\r
                Host: other.example\r
                Proxy-Connection: keep-alive\r
                Connection: keep-alive, X-Hop\r
                Keep-Alive: timeout=5\r
                x-hop: 1\r
                Proxy-Authorization: Basic Zm9vOmJhcg==\r
                Content-Length: 007\r
                Cookie: a=b\r
                Via: 1.1 front\r
                X-Empty:\r
                """));
        assertThat(text(request.encode(PSEUDONYM)).replace("\r\n", "|\n")).isEqualTo("""
                POST /a?b=c HTTP/1.1|
                Host: example.com:8080|
                Content-Type: text/plain|
                Cookie: a=b|
                Via: 1.1 front|
                X-Empty: |
                Content-Length: 7|
                Via: 1.1 adit-test|
                |
                """);
    }

    /** RFC 9112, 3.2.1, 3.2.2 and 3.2.4; RFC 9110, 4.2.3. */
    @ParameterizedTest
    @CsvSource({
        "GET, http://a.example/, a.example:80, /",
        "GET, HTTP://A.Example./x, a.example:80, /x",
        "GET, http://a.example, a.example:80, /",
        "GET, http://a.example:, a.example:80, /",
        "GET, http://a.example:/x, a.example:80, /x",
        "GET, http://a.example?q=/, a.example:80, /?q=/",
        "GET, http://a.example:8080//x?y?z, a.example:8080, //x?y?z",
        "GET, http://a.example/http://b.example/@:%, a.example:80, /http://b.example/@:%",
        "GET, http://[2001:DB8::1]/, [2001:db8::1]:80, /",
        "GET, http://[::1]:81/, [::1]:81, /",
        "GET, http://192.0.2.1/, 192.0.2.1:80, /",
        "OPTIONS, http://a.example, a.example:80, *",
        "OPTIONS, http://a.example:8001, a.example:8001, *",
        "OPTIONS, http://a.example/, a.example:80, /",
        "OPTIONS, http://a.example?q, a.example:80, /?q",
    })
    void anAbsoluteFormBecomesATargetAndAnOriginForm(String method, String uri, String target, String originForm)
            throws Exception {
        ForwardRequest request = ForwardRequest.of(requestHead(method + " " + uri + " HTTP/1.1\r\nHost: a\r\n"));
        assertThat(request.target()).hasToString(target);
        assertThat(text(request.encode(PSEUDONYM))).startsWith(method + " " + originForm + " HTTP/1.1\r\nHost: ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/, a.example",
        "http://a.example:80/, a.example",
        "http://a.example:443/, a.example:443",
        "http://[::1]/, [::1]",
        "http://[::1]:8080/, [::1]:8080"
    })
    void theHostFieldIsMadeFromTheTarget(String uri, String host) throws Exception {
        ForwardRequest request = ForwardRequest.of(requestHead("GET " + uri + " HTTP/1.1\r\nHost: evil.example\r\n"));
        assertThat(text(request.encode(PSEUDONYM))).startsWith("GET / HTTP/1.1\r\nHost: " + host + "\r\nVia");
    }

    @ParameterizedTest
    @CsvSource({
        "/index.html, not a web server",
        "*, not a web server",
        "https://a.example/, HTTPS proxy",
        "HTTPS://a.example/, HTTPS proxy",
        "ftp://a.example/, only http://",
        "ws://a.example/, only http://",
        "a.example:80, only http://",
        "http:/a.example/, only http://",
        "http:a.example, only http://",
        "http//a.example, only http://",
        "http://, host is empty",
        "http:///x, host is empty",
        "http://:80/, host is empty",
        "http://?x, host is empty",
        "http://u@a.example/, user information",
        "http://u:p@a.example/, user information",
        "http://a.example#f, fragment",
        "http://a.example/#f, fragment",
        "http://a.example:0/, leading zero",
        "http://a.example:080/, leading zero",
        "http://a.example:65536/, between 1 and",
        "http://a.example:+80/, not a decimal",
        "http://a.example:80:80/, more than one colon",
        "http://::1/, more than one colon",
        "http://[::1/, not closed",
        "http://[::1]x/, colon and the port",
        "http://[fe80::1%25eth0]/, zone",
        "http://[v1.x]/, not an IPv6",
        "http://a%2eexample/, '%'",
        "http://a\\b/, '\\'",
        "http://a..b/, empty label",
        "http://2130706433/, four decimal",
        "http://0x7f.1/, four decimal",
        "http://127.1/, four decimal",
        "http://0177.0.0.1/, four decimal",
    })
    void otherTargetsAreRefusedWithTheReason(String target, String message) {
        refused("GET " + target + " HTTP/1.1\r\nHost: a\r\n", Kind.MALFORMED, message);
    }

    /** RFC 9110, 7.6.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close",
                "Connection:",
                "Keep-Alive: 300",
                "Proxy-Connection: close",
                "proxy-authorization: Basic eA==",
                "Proxy-Authenticate: Basic",
                "Proxy-Authentication-Info: x",
                "Upgrade: websocket",
                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                "TE: deflate",
                "Connection: a, , b\r\nA: 1\r\nB: 2",
                "A: 1\r\nConnection: x,a\r\nconnection: y",
                "Connection: Authorization\r\nAuthorization: Basic eA==",
                "Expect: 100-continue"
            })
    void whatIsMeantForTheProxyStaysHere(String fields) throws Exception {
        assertThat(text(request("GET", fields + "\r\n").encode(PSEUDONYM)))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a.example\r\nVia: 1.1 adit-test\r\n\r\n");
    }

    @Test
    void connectionCannotTakeAwayWhatGivesTheMessageItsMeaning() throws Exception {
        String options = "Connection: Host, Content-Length, Via, Expect, Trailer\r\n";
        String fields = options + "Content-Length: 5\r\nVia: 1.0 x\r\nExpect: 100-continue\r\nTrailer: T\r\n";
        assertThat(text(request("PUT", fields).encode(PSEUDONYM)))
                .contains("Host: a.example\r\n")
                .contains("Content-Length: 5\r\n")
                .contains("Via: 1.0 x\r\n")
                .contains("Expect: 100-continue\r\n")
                .contains("Trailer: T\r\n");
        assertThat(text(request("PUT", "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked\r\n")
                        .encode(PSEUDONYM)))
                .contains("Transfer-Encoding: chunked\r\n");
    }

    @Test
    void endToEndFieldsGoOnInTheirOrder() throws Exception {
        String fields = "B: 2\r\nA: 1\r\nb: 3\r\nX-Forwarded-For: 192.0.2.1\r\nO: \u00E9\u0080\r\n";
        assertThat(text(request("GET", fields).encode(PSEUDONYM))).contains("\r\nHost: a.example\r\n" + fields + "Via");
    }

    /** RFC 9112, 6.3. */
    @Test
    void theFramingOfTheBodyIsKnown() throws Exception {
        assertThat(request("GET", "").body()).isEqualTo(BodyFraming.NONE);
        assertThat(request("POST", "Content-Length: 0\r\n").body()).isEqualTo(BodyFraming.length(0));
        assertThat(request("GET", "Content-Length: 12\r\n").body()).isEqualTo(BodyFraming.length(12));
        assertThat(request("POST", "Transfer-Encoding: Chunked\r\n").body()).isEqualTo(BodyFraming.CHUNKED);
        assertThat(text(request("POST", "Content-Length: 0\r\n").encode(PSEUDONYM)))
                .contains("Content-Length: 0\r\n");
    }

    /** RFC 9112, 9.3: a proxy must not keep a connection with an HTTP/1.0 client. */
    @ParameterizedTest
    @CsvSource({
        "1, '', true",
        "1, 'Connection: keep-alive', true",
        "1, 'Connection: close', false",
        "1, 'Connection: x, CLOSE', false",
        "1, 'Connection: closed', true",
        "1, 'Proxy-Connection: Close', false",
        "1, 'Proxy-Connection: keep-alive', true",
        "0, '', false",
        "0, 'Connection: keep-alive', false",
        "0, 'Proxy-Connection: keep-alive', false",
    })
    void whetherTheConnectionOfTheClientStays(int minor, String field, boolean persistent) throws Exception {
        String line = field.isEmpty() ? "" : field + "\r\n";
        ForwardRequest request = minor == 0 ? request10("GET", line) : request("GET", line);
        assertThat(request.persistent()).isEqualTo(persistent);
    }

    /** RFC 9110, 10.1.1. */
    @Test
    void anExpectationIsForwardedWhereTheClientCanWait() throws Exception {
        ForwardRequest waiting = request("PUT", "Expect: 100-Continue\r\nContent-Length: 1\r\n");
        assertThat(waiting.expectsContinue()).isTrue();
        assertThat(text(waiting.encode(PSEUDONYM))).contains("\r\nExpect: 100-continue\r\n");
        ForwardRequest old = request10("PUT", "Expect: 100-continue\r\nContent-Length: 1\r\n");
        assertThat(old.expectsContinue()).isFalse();
        assertThat(text(old.encode(PSEUDONYM))).doesNotContain("Expect");
        assertThat(request("PUT", "Expect: 100-continue\r\nContent-Length: 0\r\n")
                        .expectsContinue())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-maybe", "100-continue, x", "100-continue;a=b", "\"100-continue\""})
    void anotherExpectationFails(String expectation) {
        refused(
                "PUT http://a/ HTTP/1.1\r\nHost: a\r\nExpect: " + expectation + "\r\n",
                Kind.EXPECTATION_FAILED,
                "100-continue");
    }

    /** RFC 9110, 7.8. */
    @Test
    void anUpgradeIsOfferedOnWhereConnectionNamesIt() throws Exception {
        ForwardRequest request = request("GET", "Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket, x/1\r\n");
        assertThat(request.upgrade()).contains("WebSocket, x/1");
        assertThat(text(request.encode(PSEUDONYM))).contains("\r\nUpgrade: WebSocket, x/1\r\nConnection: Upgrade\r\n");
    }

    @Test
    void anUpgradeIsNotOfferedOtherwise() throws Exception {
        String upgrade = "Connection: upgrade\r\nUpgrade: websocket\r\n";
        assertThat(request("GET", "Upgrade: websocket\r\n").upgrade()).isEmpty();
        assertThat(request("GET", "Connection: upgrade\r\n").upgrade()).isEmpty();
        assertThat(request("GET", "Connection: upgrade\r\nUpgrade: ,\r\n").upgrade())
                .isEmpty();
        assertThat(request10("GET", upgrade).upgrade()).isEmpty();
        assertThat(text(request10("GET", upgrade).encode(PSEUDONYM))).doesNotContainIgnoringCase("upgrade");
    }

    @Test
    void http2InTheClearIsNoWayPastTheProxy() throws Exception {
        String settings = "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n";
        ForwardRequest request = request("GET", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: H2C\r\n" + settings);
        assertThat(request.upgrade()).isEmpty();
        assertThat(text(request.encode(PSEUDONYM))).doesNotContain("H2C", "HTTP2-Settings");
        assertThat(request("GET", "Connection: upgrade\r\nUpgrade: h2c, websocket\r\n")
                        .upgrade())
                .contains("websocket");
    }

    /** RFC 9110, 10.1.4. */
    @Test
    void theWishForTrailersGoesOn() throws Exception {
        assertThat(text(request("GET", "Connection: TE\r\nTE: gzip;q=0.5, trailers\r\n")
                        .encode(PSEUDONYM)))
                .contains("\r\nTE: trailers\r\nConnection: TE\r\n");
        String both = "Connection: TE, upgrade\r\nTE: trailers\r\nUpgrade: websocket\r\n";
        assertThat(text(request("GET", both).encode(PSEUDONYM))).contains("\r\nConnection: TE, Upgrade\r\n");
        assertThat(text(request10("GET", "TE: trailers\r\n").encode(PSEUDONYM))).doesNotContain("TE");
    }

    /** RFC 9110, 9.2.2; RFC 9112, 9.3.1. */
    @ParameterizedTest
    @CsvSource({
        "GET, '', true, true",
        "HEAD, '', true, true",
        "DELETE, '', true, true",
        "PUT, 'Content-Length: 0\r\n', true, true",
        "PUT, 'Content-Length: 1\r\n', true, false",
        "PUT, 'Transfer-Encoding: chunked\r\n', true, false",
        "POST, 'Content-Length: 0\r\n', false, false",
        "PATCH, '', false, false",
        "get, '', false, false",
    })
    void whatMayBeSentTwice(String method, String fields, boolean idempotent, boolean replayable) throws Exception {
        assertThat(request(method, fields).idempotent()).isEqualTo(idempotent);
        assertThat(request(method, fields).replayable()).isEqualTo(replayable);
    }

    @Test
    void credentialsAreSeen() throws Exception {
        assertThat(request("GET", "authorization: NTLM x\r\n").carriesCredentials())
                .isTrue();
        assertThat(request("GET", "Proxy-Authorization: Basic x\r\n").carriesCredentials())
                .isFalse();
    }

    /** RFC 9110, 7.6.3. */
    @ParameterizedTest
    @CsvSource({
        "1.1 adit-test, true",
        "1.1 ADIT-TEST, true",
        "'1.0 x, HTTP/1.1 adit-test (a comment)', true",
        "'1.1 x\r\nVia:\t1.1\tadit-test', true",
        "'1.1 adit-test,1.1 x', true",
        "1.1 adit-test2, false",
        "1.1 xadit-test, false",
        "1.1 adit, false",
        "'', false",
    })
    void aLoopIsSeenByVia(String via, boolean loop) throws Exception {
        assertThat(request("GET", "Via: " + via + "\r\n").hasPassed(PSEUDONYM)).isEqualTo(loop);
    }

    @Test
    void aRequestThatWentOutHasPassed() throws Exception {
        String sent = text(request("GET", "").encode(PSEUDONYM)).replace("GET /", "GET http://a.example/");
        ForwardRequest again = ForwardRequest.of(requestHead(sent.substring(0, sent.length() - 2)));
        assertThat(again.hasPassed(PSEUDONYM)).isTrue();
        assertThat(again.hasPassed("adit-other")).isFalse();
    }

    @Test
    void viaTellsTheVersionThatWasReceived() throws Exception {
        assertThat(text(request10("GET", "").encode(PSEUDONYM))).endsWith("\r\nVia: 1.0 adit-test\r\n\r\n");
    }

    /** RFC 9110, 7.6.2. */
    @ParameterizedTest
    @CsvSource({"TRACE, 5, 4", "OPTIONS, 001, 0", "OPTIONS, 99999999999999999999, 999999998", "GET, 5, 5", "GET, x, x"})
    void maxForwardsCountsDownWhereItCounts(String method, String received, String sent) throws Exception {
        assertThat(text(request(method, "Max-Forwards: " + received + "\r\n").encode(PSEUDONYM)))
                .containsOnlyOnce("Max-Forwards")
                .contains("\r\nMax-Forwards: " + sent + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "x", "1, 1", "1\r\nMax-Forwards: 1"})
    void maxForwardsThatIsNoNumberIsRefused(String value) {
        refused(
                "TRACE http://a/ HTTP/1.1\r\nHost: a\r\nMax-Forwards: " + value + "\r\n",
                Kind.MALFORMED,
                "Max-Forwards");
    }

    /** RFC 9110, 9.3.8. */
    @Test
    void aTraceWithContentIsRefused() {
        refused("TRACE http://a/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n", Kind.MALFORMED, "no content");
        refused("TRACE http://a/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n", Kind.MALFORMED, "no content");
    }

    @Test
    void whatIsNotForwardedIsAnErrorOfTheCaller() {
        assertThatIllegalArgumentException().isThrownBy(() -> request("CONNECT", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> request("TRACE", "Max-Forwards: 0\r\n"));
    }

    private static void refused(String lines, Kind kind, String message) {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> ForwardRequest.of(requestHead(lines)))
                .withMessageContaining(message)
                .extracting(BadRequestException::kind)
                .isEqualTo(kind);
    }
}
