package adit.net;

import static adit.net.Refusals.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import adit.account.TunnelRecord;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plain HTTP as the RFCs have it, over real sockets. */
class ForwardTest {

    @Test
    @Provokes(outcomes = Outcome.ESTABLISHED, ends = RelayEnd.EOF)
    void aRequestGoesToItsOriginAndTheResponseComesBack() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("GET", "/a?b") + "Proxy-Connection: keep-alive\r\nX-End: 1\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nVia: 1.1 adit-");
            assertThat(client.read(5)).isEqualTo("hello");
            assertThat(origin.request().head())
                    .startsWith("GET /a?b HTTP/1.1\r\nHost: " + origin.authority() + "\r\n")
                    .contains("\r\nX-End: 1\r\n", "\r\nVia: 1.1 adit-")
                    .doesNotContain("Proxy-Connection");
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.EOF);
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.EOF);
            assertThat(record.toClient().bytes()).isGreaterThan(5);
            client.leave();
        }
    }

    @Test
    void oneConnectionServesDifferentOriginsAndEachExchangeIsATunnel() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin first = Origin.that(Manner.ECHO);
                Origin second = Origin.that(Manner.CHUNKED);
                Client client = proxy.client()) {
            for (int i = 0; i < 3; i++) {
                client.send(first.get("/" + i));
                client.head();
                assertThat(client.read(15)).isEqualTo("GET /" + i + " HTTP/1.1");
                client.read(1);
                client.send(second.get("/"));
                assertThat(client.head()).contains("\r\nTransfer-Encoding: chunked\r\n");
                assertThat(Origin.until(client.in(), "\r\n\r\n")).endsWith("0\r\nX-Sum: 5\r\n\r\n");
            }
            proxy.awaitClosed(6);
            assertThat(proxy.records).extracting(TunnelRecord::outcome).containsOnly(Outcome.ESTABLISHED);
            assertThat(proxy.records).extracting(TunnelRecord::tunnel).doesNotHaveDuplicates();
            assertThat(proxy.registry.liveCount()).isZero();
            assertThat(first.connections()).isEqualTo(1);
            assertThat(second.connections()).isEqualTo(1);
            client.leave();
        }
    }

    @Test
    void bodiesGoUpWithALengthAndInChunksAndTrailersWithThem() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            receive(client.send(origin.post("/", "with a length")));
            assertThat(origin.request().body()).isEqualTo("with a length");
            client.send(origin.start("POST", "/") + "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n");
            client.send("3\r\nin \r\n").send("6;a=\"b\"\r\nchun").send("ks\r\n0\r\nX-Sum: 9\r\n\r\n");
            receive(client);
            Origin.Request request = origin.request();
            assertThat(request.body()).isEqualTo("in chunks");
            assertThat(request.trailers()).isEqualTo("X-Sum: 9\r\n");
        }
    }

    @Test
    void aResponseWithoutABodyEndsWithItsHead() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.EMPTY, Manner.UNCHANGED, Manner.UNCHANGED, Manner.HELLO);
                Client client = proxy.client()) {
            assertThat(client.send(origin.get("/")).head()).startsWith("HTTP/1.1 204 ");
            assertThat(client.send(origin.get("/")).head()).startsWith("HTTP/1.1 304 ");
            assertThat(client.send(origin.start("HEAD", "/") + "\r\n").head()).contains("Content-Length: 5");
            exchange(client, origin);
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatEndsWithItsConnectionEndsTheClientsToo() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.UNTIL_CLOSE);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            assertThat(client.readToEnd()).contains("\r\nConnection: close\r\n").endsWith("\r\n\r\nhello");
            assertThat(proxy.onlyRecord().toClient().end()).isEqualTo(RelayEnd.EOF);
        }
    }

    @Test
    void theCloseOfAnOriginIsNoneOfTheClient() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.LAST);
                Client client = proxy.client()) {
            exchange(client, origin);
            exchange(client, origin);
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.ECHO);
                Client client = proxy.client()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append(i % 3 == 0 ? origin.post("/" + i, "body " + i) : origin.get("/" + i));
            }
            client.send(requests.toString());
            for (int i = 0; i < 50; i++) {
                String length = Origin.field(client.head(), "Content-Length");
                String content = client.read(Integer.parseInt(length));
                String expected = i % 3 == 0 ? "POST /" + i + " HTTP/1.1\nbody " + i : "GET /" + i + " HTTP/1.1\n";
                assertThat(content).isEqualTo(expected);
            }
            proxy.awaitClosed(50);
        }
    }

    @Test
    void pipelinedRequestsWaitOutsideWhileOneIsServed() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            String request = "GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n";
            client.send(request);
            try (var origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                int sent = 0;
                byte[] block = request.repeat(200).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < 2000 && client.sendsWithin(block, 500); i++) {
                    sent += block.length;
                }
                assertThat(sent).isLessThan(2000 * block.length);
                proxy.assertThatNothingSpins();
                client.reset();
            }
        }
    }

    @Test
    void ofPipelinedRequestsLittleIsKept() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            String request = "GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n";
            client.send(request);
            try (var origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                byte[] many = request.repeat(400_000).getBytes(StandardCharsets.US_ASCII);
                assertThat(client.sendsWithin(many, 500)).isFalse();
                int kept = proxy.onEachLoop(ForwardTest::kept).stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                assertThat(kept).isBetween(EarlyData.ENOUGH, 3 * EarlyData.ENOUGH);
                client.reset();
            }
        }
    }

    private static int kept(TunnelProcessor processor) {
        return processor.selector().keys().stream()
                .map(SelectionKey::attachment)
                .filter(ClientConnection.class::isInstance)
                .mapToInt(client -> ((ClientConnection) client).input().take().remaining())
                .sum();
    }

    @Test
    void aLastRequestIsAnsweredThoughTheClientHasEndedItsSide() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO)) {
            for (int i = 0; i < 10; i++) {
                try (Client client = proxy.client()) {
                    client.send(origin.get("/") + origin.get("/"));
                    client.endOutput();
                    assertThat(client.readToEnd()).endsWith("\r\n\r\nhello").containsSubsequence("hello", "hello");
                }
            }
        }
    }

    @Test
    void interimResponsesArePassedOn() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HINTS);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            assertThat(client.head()).startsWith("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 100 Continue\r\n");
            receive(client);
        }
    }

    @Test
    void aClientOfAnOlderVersionSeesNoInterimResponseAndIsClosed() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HINTS, Manner.CHUNKED)) {
            for (String body : List.of("\r\n\r\nhello", "\r\n\r\nhello")) {
                try (Client client = proxy.client()) {
                    client.send("GET http://" + origin.authority() + "/ HTTP/1.0\r\n\r\n");
                    assertThat(client.readToEnd())
                            .startsWith("HTTP/1.1 200 OK\r\n")
                            .doesNotContain("Transfer-Encoding")
                            .endsWith(body);
                }
            }
        }
    }

    @Test
    void aClientThatWaitsForAWordIsToldToGoOnByItsOrigin() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("PUT http://" + peer.authority()
                    + "/ HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            try (var origin = peer.accepted()) {
                assertThat(Origin.until(origin.getInputStream(), "\r\n\r\n")).contains("\r\nExpect: 100-continue\r\n");
                Origin.write(origin, "HTTP/1.1 100 Continue\r\n\r\n");
                assertThat(client.head()).startsWith("HTTP/1.1 100 Continue\r\n");
                client.send("body");
                assertThat(origin.getInputStream().readNBytes(4)).asString().isEqualTo("body");
                Origin.write(origin, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
                assertThat(client.head()).startsWith("HTTP/1.1 201 Created\r\n");
            }
        }
    }

    @Test
    void aFinalResponseMayComeBeforeTheRequestIsWhole() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send(
                    "PUT http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nsome");
            try (var origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "some");
                Origin.write(origin, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
                assertThat(client.head()).startsWith("HTTP/1.1 413 ").contains("\r\nConnection: close\r\n");
                client.send("more of it");
                assertThat(client.readToEnd()).isEqualTo("no");
            }
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.EOF);
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.OTHER_SIDE_ENDED);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.ANSWERED)
    void whatIsAskedOfTheProxyItselfItAnswers() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 OK\r\nAllow: ");
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.ANSWERED);
        }
    }

    @Test
    void aTraceThatGoesNoFurtherComesBack() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            receive(client.send(origin.start("TRACE", "/") + "Max-Forwards: 1\r\n\r\n"));
            assertThat(origin.request().head()).contains("\r\nMax-Forwards: 0\r\n");
            String trace = origin.start("TRACE", "/") + "Max-Forwards: 0\r\n";
            client.send(trace + "\r\n");
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("message/http")
                    .endsWith("\r\n\r\n" + trace + "\r\n");
        }
    }

    @Test
    void aTunnelMayFollowAnExchange() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            exchange(client, origin);
            client.send(Client.request(peer.authority()) + "early ");
            assertThat(client.head()).startsWith("HTTP/1.1 200 Connection established\r\n");
            client.send("later");
            assertThat(client.read(11)).isEqualTo("early later");
            client.leave();
            proxy.awaitClosed(2);
            assertThat(proxy.records.get(1).toTarget().bytes()).isEqualTo(11);
        }
    }

    @Test
    void afterARefusalNothingMoreIsReadOnAConnection() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            client.send("GET http://unknown.example/ HTTP/1.1\r\nHost: x\r\n\r\n" + origin.get("/"));
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 502 ")
                    .contains("\r\nConnection: close\r\n")
                    .contains("outcome: resolve_failed")
                    .doesNotContain("hello");
            client.leave();
            proxy.awaitClosed(2);
        }
    }

    @Test
    void aMalformedRequestAfterAGoodOneIsRefused() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            client.send("GET  two spaces\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.LOOP_DETECTED)
    void aRequestThatHasPassedBeforeIsALoop() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            String via = Origin.field(origin.request().head(), "Via");
            client.send(origin.start("GET", "/") + "Via: 1.0 other, " + via + "\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 403 ").contains("outcome: loop_detected");
        }
    }

    @Test
    void anOriginThatIsTheProxyItselfIsALoop() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send("GET http://127.0.0.1:" + proxy.address().getPort() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            assertReply(client, Outcome.LOOP_DETECTED, proxy);
        }
    }

    @Test
    void anAddressThatNeedsTlsIsRefusedWithAdvice() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send("GET https://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n");
            assertThat(assertReply(client, Outcome.MALFORMED_REQUEST, proxy)).contains("CONNECT");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.EXPECTATION_FAILED)
    void anUnknownExpectationFails() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("GET", "/") + "Expect: the-unexpected\r\n\r\n");
            assertReply(client, Outcome.EXPECTATION_FAILED, proxy);
        }
    }

    static void exchange(Client client, Origin origin) throws Exception {
        receive(client.send(origin.get("/")));
    }

    /** Reads a response with a length and the content hello. */
    static void receive(Client client) throws Exception {
        assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nContent-Length: 5\r\n");
        assertThat(client.read(5)).isEqualTo("hello");
    }
}
