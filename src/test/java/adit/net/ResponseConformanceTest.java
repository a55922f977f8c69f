package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.net.Peer.Script;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What RFC 9110 and RFC 9112 ask of an intermediary that receives a response, over real sockets. In the tables a vertical
 * bar stands for a line end.
 */
class ResponseConformanceTest {
    private static Proxy proxy;

    @BeforeAll
    static void start() throws Exception {
        proxy = Proxy.start();
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @AfterEach
    void nobodyIsLeft() {
        proxy.awaitLive(0);
    }

    /** RFC 9112, 4 to 6; RFC 9110, 11.7.1 and 15.2.2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // The status line.
                "ICY 200 OK||",
                "|HTTP/1.1 200 OK||",
                "HTTP/2.0 200 OK||",
                "HTTP/1.1  200 OK||",
                "HTTP/1.1\t200 OK||",
                "HTTP/1.1 20 OK||",
                "HTTP/1.1 2000 OK||",
                "HTTP/1.1 099 OK||",
                "HTTP/1.1 2x0 OK||",
                "HTTP/1.1 200 O\u0000K||",
                "HTTP/1.1 200 OK\nX: y\n\n",
                "hello",
                // Field lines.
                "HTTP/1.1 200 OK|X : y||",
                "HTTP/1.1 200 OK|X: y| z||",
                "HTTP/1.1 200 OK|X y||",
                "HTTP/1.1 200 OK|X: a\rb||",
                "HTTP/1.1 200 OK|X: a\nb||",
                "HTTP/1.1 200 OK|X: a\u0000b||",
                // The framing.
                "HTTP/1.1 200 OK|Content-Length: 2, 2||ok",
                "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 3||ok",
                "HTTP/1.1 200 OK|Content-Length: +2||ok",
                "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||ok",
                "HTTP/1.1 200 OK|Content-Length: 2|Transfer-Encoding: chunked||0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip||ok",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked, gzip||0||",
                "HTTP/1.0 200 OK|Transfer-Encoding: chunked||0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-1|x|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0x2|ok|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2\nok|0||",
                // What the request did not ask for.
                "HTTP/1.1 101 Switching Protocols|Connection: Upgrade|Upgrade: echo||",
                "HTTP/1.1 407 Proxy Authentication Required|Proxy-Authenticate: Basic realm=\"x\"||",
            })
    void theClientIsToldThatTheResponseIsBad(String response) throws Exception {
        assertThat(response("GET", "HTTP/1.1", response))
                .startsWith("HTTP/1.1 502 ")
                .contains("outcome: bad_response");
    }

    /** RFC 9112, 2.3, 4, 6.1 to 6.3, 7.1; RFC 9110, 7.6.1, 7.6.3, 8.6, 15. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 ||hi -> HTTP/1.1 200 |",
                "HTTP/1.1 200||hi -> HTTP/1.1 200 |",
                "HTTP/1.1 200 \u00e4 b\t||hi -> HTTP/1.1 200 \u00e4 b\t|",
                "HTTP/1.1 599 ?||hi -> HTTP/1.1 599 ?|",
                "HTTP/1.1 999 ?||hi -> HTTP/1.1 999 ?|",
                "HTTP/1.2 200 OK||hi -> HTTP/1.1 200 OK|",
                "HTTP/1.0 200 OK||hi -> HTTP/1.1 200 OK|",
                "HTTP/1.0 200 OK||hi -> |Via: 1.0 adit-",
                "HTTP/1.1 200 OK|Via: 1.0 b||hi -> |Via: 1.0 b|",
                "HTTP/1.1 200 OK|Via: 1.0 b||hi -> |Via: 1.1 adit-",
                "HTTP/1.1 200 OK|Date: then||hi -> |Date: then|",
                "HTTP/1.1 200 OK|Set-Cookie: a|Set-Cookie: b||hi -> |Set-Cookie: a|Set-Cookie: b|",
                "HTTP/1.1 200 OK|WWW-Authenticate: NTLM||hi -> |WWW-Authenticate: NTLM|",
                "HTTP/1.1 200 OK||hi -> |Connection: close|",
                "HTTP/1.1 200 OK|Content-Length: 002||hi -> |Content-Length: 2|",
                "HTTP/1.1 304 Not Modified|Content-Length: 9|| -> |Content-Length: 9|",
                "HTTP/1.1 304 Not Modified|Transfer-Encoding: chunked|| -> HTTP/1.1 304 Not Modified|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||00002;a=\"b;c\"|hi|0|X: y|| -> ||2|hi|0|X: y||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|hi|0|Content-Length: 9|| -> ||2|hi|0||",
                "HTTP/1.1 100 Continue||HTTP/1.1 200 OK||hi -> HTTP/1.1 100 Continue|",
                "HTTP/1.1 102 Wait||HTTP/1.1 103 Hint|Link: a||HTTP/1.1 200 OK||hi -> HTTP/1.1 102 Wait|",
                "HTTP/1.1 199 ?|Content-Length: 2||HTTP/1.1 200 OK||hi -> HTTP/1.1 199 ?|",
            })
    void theClientGets(String row) throws Exception {
        String[] parts = row.split(" -> ", 2);
        assertThat(response("GET", "HTTP/1.1", parts[0])).contains(lines(parts[1]));
    }

    /** RFC 9112, 6.1 and 6.2; RFC 9110, 7.6.1, 11.7.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content|Content-Length: 0|| -> Content-Length",
                "HTTP/1.1 204 No Content|Transfer-Encoding: chunked|| -> Transfer-Encoding",
                "HTTP/1.1 103 Hint|Content-Length: 9||HTTP/1.1 204 No Content|| -> Content-Length",
                "HTTP/1.1 200 OK|Connection: X-Secret|X-Secret: 1||hi -> X-Secret",
                "HTTP/1.1 200 OK|Keep-Alive: timeout=5||hi -> Keep-Alive",
                "HTTP/1.1 200 OK|Proxy-Connection: close||hi -> Proxy-Connection",
                "HTTP/1.1 200 OK|Proxy-Authenticate: Basic||hi -> Proxy-Authenticate",
                "HTTP/1.1 200 OK|Upgrade: h2c||hi -> Upgrade",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2;secret|hi|0|| -> secret",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|hi|0|Content-Length: 9|| -> Content-Length",
            })
    void theClientDoesNotGet(String row) throws Exception {
        String[] parts = row.split(" -> ", 2);
        assertThat(response("GET", "HTTP/1.1", parts[0]))
                .startsWith("HTTP/1.1 ")
                .doesNotContain(parts[1]);
    }

    /** RFC 9110, 9.3.2 and 15.2; RFC 9112, 6.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD, HTTP/1.1, HTTP/1.1 200 OK|Content-Length: 9|| -> |Content-Length: 9|",
                "HEAD, HTTP/1.1, HTTP/1.1 200 OK|Transfer-Encoding: chunked|| -> |Transfer-Encoding: chunked|",
                "HEAD, HTTP/1.1, HTTP/1.1 404 Not Found|| -> HTTP/1.1 404 Not Found|",
                "GET, HTTP/1.0, HTTP/1.1 103 Hint||HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|hi|0|| -> ||hi",
            })
    void theClientGetsWhatItsRequestLeavesRoomFor(String row) throws Exception {
        String[] parts = row.split(", | -> ", 4);
        String received = response(parts[0], parts[1], parts[2]);
        assertThat(received).contains(lines(parts[3]));
        assertThat(received.startsWith("HTTP/1.1 1")).isFalse();
        assertThat(received).endsWith(parts[0].equals("HEAD") ? "\r\n\r\n" : "hi");
    }

    @Test
    void aConnectionOfHttp10IsKeptWhereTheOriginSaysSo() throws Exception {
        try (Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send(request("GET", "HTTP/1.1", peer, "").repeat(2));
            try (Socket origin = peer.accepted()) {
                for (int i = 0; i < 2; i++) {
                    Origin.until(origin.getInputStream(), "\r\n\r\n");
                    Origin.write(origin, "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nhi");
                    assertThat(client.head()).startsWith("HTTP/1.1 200 ").doesNotContain("\r\nConnection:");
                    assertThat(client.read(2)).isEqualTo("hi");
                }
            }
        }
    }

    @Test
    void anOriginThatNeverSaysContinueMayAnswerAllTheSame() throws Exception {
        try (Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send(request("PUT", "HTTP/1.1", peer, "Expect: 100-continue\r\nContent-Length: 4\r\n"));
            try (Socket origin = peer.accepted()) {
                assertThat(Origin.until(origin.getInputStream(), "\r\n\r\n")).contains("\r\nExpect: 100-continue\r\n");
                client.send("body");
                assertThat(origin.getInputStream().readNBytes(4)).asString().isEqualTo("body");
                Origin.write(origin, "HTTP/1.1 204 No Content\r\n\r\n");
                assertThat(client.head()).startsWith("HTTP/1.1 204 ");
            }
        }
    }

    private static String response(String method, String version, String response) throws Exception {
        try (Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send(request(method, version, peer, "Connection: close\r\n"));
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, lines(response));
                origin.shutdownOutput();
                return client.readToEnd();
            }
        }
    }

    private static String request(String method, String version, Peer peer, String fields) {
        return method + " http://" + peer.authority() + "/ " + version + "\r\nHost: x\r\n" + fields + "\r\n";
    }

    private static String lines(String row) {
        return row.replace("|", "\r\n");
    }
}
