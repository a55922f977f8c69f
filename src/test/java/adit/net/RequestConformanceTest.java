package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.net.Origin.Manner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What RFC 9110 and RFC 9112 ask of an intermediary that receives a request, over real sockets. In the tables a vertical
 * bar stands for a line end, {@code {A}} for the authority of the origin.
 */
class RequestConformanceTest {
    private static Proxy proxy;
    private static Origin origin;

    @BeforeAll
    static void start() throws Exception {
        proxy = Proxy.start();
        origin = Origin.that(Manner.LAST);
    }

    @AfterAll
    static void stop() throws Exception {
        origin.close();
        proxy.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        proxy.awaitLive(0);
        while (origin.hasRequests()) {
            origin.request();
        }
    }

    /** RFC 9112, 2.2 to 5, and 6 as far as heads are concerned; RFC 9110, 7.2, 9.3.6, 10.1.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // The request line.
                "400 <- GET  http://{A}/ HTTP/1.1|Host: a||",
                "400 <- GET http://{A}/  HTTP/1.1|Host: a||",
                "400 <- GET http://{A}/ HTTP/1.1 |Host: a||",
                "400 <- GET\thttp://{A}/\tHTTP/1.1|Host: a||",
                "400 <- GET http://{A}/a b HTTP/1.1|Host: a||",
                "400 <- G@T http://{A}/ HTTP/1.1|Host: a||",
                "400 <- GET http://{A}/||",
                "400 <- GET http://{A}/ HTTP/0.9||",
                "400 <- GET http://{A}/ HTTP/2.0|Host: a||",
                "400 <- GET http://{A}/ HTTP/1.10|Host: a||",
                "400 <- GET http://{A}/ HTTP/11|Host: a||",
                "400 <- GET http://{A}/ http/1.1|Host: a||",
                "400 <- GET http://{A}/ HTTP/1.x|Host: a||",
                "400 <- PRI * HTTP/2.0||SM||",
                "400 <- GET http://{A}/ HTTP/1.1\nHost: a||",
                // The target.
                "400 <- GET / HTTP/1.1|Host: {A}||",
                "400 <- GET * HTTP/1.1|Host: {A}||",
                "400 <- GET {A} HTTP/1.1|Host: {A}||",
                "400 <- GET http:///path HTTP/1.1|Host: {A}||",
                "400 <- GET http://:80/ HTTP/1.1|Host: {A}||",
                "400 <- GET http://user@{A}/ HTTP/1.1|Host: {A}||",
                "400 <- GET http://{A}/#part HTTP/1.1|Host: {A}||",
                "400 <- GET http://{A}:/ HTTP/1.1|Host: {A}||",
                "400 <- GET https://{A}/ HTTP/1.1|Host: {A}||",
                "400 <- GET ftp://{A}/ HTTP/1.1|Host: {A}||",
                "400 <- GET http://127.1/ HTTP/1.1|Host: {A}||",
                "400 <- GET http://127.0.0.1:99999/ HTTP/1.1|Host: {A}||",
                // Host.
                "400 <- GET http://{A}/ HTTP/1.1||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: {A}|Host: {A}||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a/b||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a b||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: u@a||",
                // Field lines.
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X : y||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X\t: y||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X: y| z||",
                "400 <- GET http://{A}/ HTTP/1.1| Host: a||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X(y): z||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|: z||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X: a\u0000b||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X: a\rb||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X: a\nb||",
                "400 <- GET http://{A}/ HTTP/1.1|Host: a|X: a\u007fb||",
                // The framing.
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: 5, 5||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 5||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: +5||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: -5||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: 0x5||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: 5 5||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: 18446744073709551621||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length:||hello",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: chunked||0||",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Transfer-Encoding: gzip||",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Transfer-Encoding: chunked, gzip||0||",
                "400 <- POST http://{A}/ HTTP/1.1|Host: a|Transfer-Encoding: chunked, chunked||0||",
                "400 <- POST http://{A}/ HTTP/1.0|Transfer-Encoding: chunked||0||",
                "501 <- POST http://{A}/ HTTP/1.1|Host: a|Transfer-Encoding: foo||",
                "501 <- POST http://{A}/ HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||0||",
                // CONNECT.
                "400 <- CONNECT {A} HTTP/1.1||",
                "400 <- CONNECT {A} HTTP/1.1|Host: {A}|Content-Length: 5||hello",
                "400 <- CONNECT {A} HTTP/1.1|Host: {A}|Transfer-Encoding: chunked||0||",
                "400 <- CONNECT 127.0.0.1 HTTP/1.1|Host: a||",
                "400 <- CONNECT 127.0.0.1: HTTP/1.1|Host: a||",
                "400 <- CONNECT user@{A} HTTP/1.1|Host: a||",
                "400 <- CONNECT {A}/ HTTP/1.1|Host: a||",
                "400 <- CONNECT http://{A}/ HTTP/1.1|Host: a||",
                "400 <- CONNECT / HTTP/1.1|Host: a||",
                "400 <- CONNECT * HTTP/1.1|Host: a||",
                "400 <- connect {A} HTTP/1.1|Host: a||",
                // What else a request may ask.
                "417 <- POST http://{A}/ HTTP/1.1|Host: a|Expect: 200-ok|Content-Length: 5||hello",
                "400 <- TRACE http://{A}/ HTTP/1.1|Host: a|Content-Length: 5||hello",
                "400 <- TRACE http://{A}/ HTTP/1.1|Host: a|Max-Forwards: many||",
                "200 <- OPTIONS * HTTP/1.1|Host: a||",
                "200 <- OPTIONS http://{A}/ HTTP/1.1|Host: a|Max-Forwards: 0||",
                "200 <- TRACE http://{A}/ HTTP/1.1|Host: a|Max-Forwards: 0||",
            })
    void theProxyAnswersItselfAndClosesTheConnection(String row) throws Exception {
        String[] parts = row.split(" <- ", 2);
        try (Client client = proxy.client()) {
            client.send(text(parts[1]));
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 " + parts[0] + " ")
                    .contains("\r\nConnection: close\r\n");
        }
        assertThat(origin.hasRequests()).isFalse();
    }

    /** RFC 9112, 7.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+5|hello|0||",
                "-5|hello|0||",
                "0x5|hello|0||",
                " 5|hello|0||",
                "5 |hello|0||",
                "5;a=\"b|hello|0||",
                "5\nhello|0||",
                "5|hello\n0||",
                "6|hello|0||",
                "4|hello|0||",
                "ffffffffffffffff|hello|0||",
                "10000000000000000|hello|0||",
                "g|hello|0||",
                "|hello|0||",
                "5|hello|0|X : y||",
                "5|hello|0|X: y| z||",
            })
    void aBrokenChunkIsRefusedAndTheOriginNeverGetsTheWhole(String body) throws Exception {
        try (Client client = proxy.client()) {
            client.send(text("POST http://{A}/ HTTP/1.1|Host: a|Transfer-Encoding: chunked||" + body));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(origin.hasRequests()).isFalse();
    }

    /** RFC 9112, 2.3, 3.2, 6 and 7; RFC 9110, 5.3, 7.6 and 10.1.4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://{A} HTTP/1.1|Host: a|| -> GET / HTTP/1.1|Host: {A}|",
                "GET http://{A}?q HTTP/1.1|Host: a|| -> GET /?q HTTP/1.1|Host: {A}|",
                "OPTIONS http://{A} HTTP/1.1|Host: a|| -> OPTIONS * HTTP/1.1|Host: {A}|",
                "OPTIONS http://{A}/ HTTP/1.1|Host: a|| -> OPTIONS / HTTP/1.1|Host: {A}|",
                "GET HTTP://{A}/%7e%2F?a HTTP/1.1|Host:|| -> GET /%7e%2F?a HTTP/1.1|Host: {A}|",
                "get http://{A}/ HTTP/1.1|Host: a|| -> get / HTTP/1.1|Host: {A}|",
                "M-SEARCH http://{A}/ HTTP/1.1|Host: a|| -> M-SEARCH / HTTP/1.1|Host: {A}|",
                "GET http://{A}/ HTTP/1.2|Host: a|| -> |Via: 1.1 adit-",
                "GET http://{A}/ HTTP/1.0|| -> |Via: 1.0 adit-",
                "GET http://{A}/ HTTP/1.1|Host: a|Via: 1.0 b|| -> |Via: 1.0 b|Via: 1.1 adit-",
                "||GET http://{A}/ HTTP/1.1|Host: a|| -> GET / HTTP/1.1|",
                "GET http://{A}/ HTTP/1.1|Host: a|X: 1|Y:|X:\t2 \t|| -> |X: 1|Y: |X: 2|",
                "GET http://{A}/ HTTP/1.1|Host: a|X: \u00e4\u0080|| -> |X: \u00e4\u0080|",
                "GET http://{A}/ HTTP/1.1|Host: a|Cookie: a=b|Date: then|| -> |Cookie: a=b|Date: then|",
                "GET http://{A}/ HTTP/1.1|Host: a|TE: gzip, trailers|Connection: TE|| -> |TE: trailers|Connection: TE|",
                "TRACE http://{A}/ HTTP/1.1|Host: a|Max-Forwards: 7|| -> |Max-Forwards: 6|",
                "GET http://{A}/ HTTP/1.1|Host: a|Max-Forwards: 0|| -> |Max-Forwards: 0|",
                "POST http://{A}/ HTTP/1.1|Host: a|Content-Length: 005||hello -> |Content-Length: 5|",
                "DELETE http://{A}/ HTTP/1.1|Host: a|Content-Length: 0|| -> |Content-Length: 0|",
                "POST http://{A}/ HTTP/1.1|Host: a|Transfer-Encoding: Chunked||5|hello|0|| -> |Transfer-Encoding: chunked|",
            })
    void theOriginGets(String row) throws Exception {
        String[] parts = row.split(" -> ", 2);
        assertThat(forwarded(parts[0])).contains(text(parts[1]));
    }

    /** RFC 9110, 7.6.1 and 7.8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close -> Connection",
                "Connection: X-Secret|X-Secret: 1 -> X-Secret",
                "Connection: x-secret , ,close|X-SECRET: 1 -> X-SECRET",
                "Keep-Alive: timeout=5 -> Keep-Alive",
                "Proxy-Connection: keep-alive -> Proxy-Connection",
                "Proxy-Authorization: Basic YTpi -> Proxy-Authorization",
                "TE: trailers, gzip -> gzip",
                "Upgrade: websocket -> Upgrade",
                "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAA -> HTTP2-Settings",
                "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAA -> h2c",
            })
    void theOriginDoesNotGet(String row) throws Exception {
        String[] parts = row.split(" -> ", 2);
        assertThat(forwarded("GET http://{A}/ HTTP/1.1|Host: a|" + parts[0] + "||"))
                .doesNotContain(parts[1]);
    }

    /** RFC 9112, 9.3 and 9.6. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://{A}/ HTTP/1.1|Host: a|Connection: close||",
                "GET http://{A}/ HTTP/1.1|Host: a|Proxy-Connection: close||",
                "GET http://{A}/ HTTP/1.1|Host: a|Connection: keep-alive, Close||",
                "GET http://{A}/ HTTP/1.0||",
                "GET http://{A}/ HTTP/1.0|Connection: keep-alive||",
            })
    void afterTheLastRequestOfAConnectionNothingMoreIsServed(String last) throws Exception {
        try (Client client = proxy.client()) {
            client.send(text(last).repeat(2));
            assertThat(client.readToEnd()).contains("\r\nConnection: close\r\n").containsOnlyOnce("HTTP/1.1 200 OK");
        }
        origin.request();
        assertThat(origin.hasRequests()).isFalse();
    }

    private static String forwarded(String request) throws Exception {
        try (Client client = proxy.client()) {
            client.send(text(request));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            return origin.request().head();
        }
    }

    private static String text(String row) {
        return row.replace("|", "\r\n").replace("{A}", origin.authority());
    }
}
