package adit.net;

import static adit.net.ForwardTest.exchange;
import static adit.net.ForwardTest.receive;
import static adit.net.Refusals.assertReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.lists.BlockLists;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.PolicyMode;
import adit.policy.PortSet;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can go wrong with plain HTTP, and what each side learns of it, over real sockets. */
class ForwardFailureTest {

    private static final TargetPolicy NO_LOOPBACK = new TargetPolicy(
            PolicyMode.ENFORCE,
            BlockLists.EMPTY,
            new RuleSet(List.of(), Optional.empty(), AllowedPorts.all(PortSet.ANY), Map.of()),
            new AddressRules(List.of()));

    @ParameterizedTest
    @EnumSource(names = {"NO_HTTP", "TWO_LENGTHS", "HINTS_ONLY", "NO_CHUNK"})
    @Fault(value = Fault.Kind.ENDLESS_PEER, when = "of interim responses", outcome = "502 after a bounded number")
    void aResponseThatBreaksTheRulesIsABadResponse(Manner manner) throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(manner);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            assertReplyAfterHints(client, Outcome.BAD_RESPONSE, proxy);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.BAD_RESPONSE)
    void aSwitchOfProtocolsThatNobodyOfferedIsABadResponse() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.SWITCH);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            assertReply(client, Outcome.BAD_RESPONSE, proxy);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.ORIGIN_GONE)
    void anOriginThatClosesInsteadOfAnsweringIsGone() throws Exception {
        assertRefused(Manner.GONE, Outcome.ORIGIN_GONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "CUT_IN_HEAD"})
    @Fault(
            value = Fault.Kind.RESET,
            when = "of an origin, before its response",
            outcome = "502; where the request may be sent twice, over a new connection once more")
    void anOriginThatIsLostBeforeItsResponseIsGone(Manner manner) throws Exception {
        assertRefused(manner, Outcome.ORIGIN_GONE);
    }

    @Test
    void aRequestThatMustNotBeSentTwiceIsNot() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO, Manner.GONE, Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            client.send(origin.post("/", "a=b"));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 502 ").contains("outcome: origin_gone");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.RESPONSE_TIMEOUT)
    void anOriginThatSaysNothingTimesOut() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.SILENT);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            origin.request();
            proxy.skip(Duration.ofMinutes(6));
            assertReply(client, Outcome.RESPONSE_TIMEOUT, proxy);
        }
    }

    @Test
    void aClientThatDoesNotFinishItsRequestTimesOut() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("PUT", "/") + "Content-Length: 10\r\n\r\nhalf");
            proxy.awaitPhase(Phase.AWAITING);
            proxy.skip(Duration.ofMinutes(6));
            assertReply(client, Outcome.REQUEST_TIMEOUT, proxy);
        }
    }

    @Test
    void aHeadThatBeganInTimeMustEndInTime() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            proxy.awaitLive(0);
            client.send("GET http://");
            proxy.awaitLive(1);
            proxy.skip(Duration.ofSeconds(11));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    @Provokes(ends = RelayEnd.BROKEN_MESSAGE)
    void aBodyThatEndsTooEarlyIsSeenToBeCut() throws Exception {
        assertCut(Manner.CUT_IN_BODY, RelayEnd.BROKEN_MESSAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "CUT_IN_CHUNK, BROKEN_MESSAGE",
        "NO_LAST_CHUNK, BROKEN_MESSAGE",
        "BAD_CHUNK, BROKEN_MESSAGE",
        "RESET_IN_BODY, RESET"
    })
    @Fault(
            value = Fault.Kind.RESET,
            when = "of an origin, in its response",
            outcome = "the client is reset, so that it sees that the response is cut")
    void aResponseThatBreaksOffIsSeenToBeCut(Manner manner, RelayEnd end) throws Exception {
        assertCut(manner, end);
    }

    @Test
    void whatAnOriginSendsBeyondItsResponseReachesNobody() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.TALKATIVE, Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            exchange(client, origin);
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @Test
    void whatAnOriginSendsBeyondALongResponseIsNoAnswerToTheNextRequest() throws Exception {
        // So long that the last read takes the body and nothing more.
        String body = "x".repeat(RelayBuffers.INPUT + 40_000);
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        String surplus = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send(("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n").repeat(2));
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, head + body + surplus);
                client.head();
                client.read(body.length());
                try (Socket next = peer.accepted()) {
                    Origin.until(next.getInputStream(), "\r\n\r\n");
                    Origin.write(next, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
                    client.head();
                    assertThat(client.read(4)).isEqualTo("good");
                }
            }
        }
    }

    @Test
    void whatAnOriginSaysUnaskedMakesItsConnectionUseless() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                receive(client);
                proxy.awaitLive(0);
                Origin.write(origin, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                assertThatIOException().isThrownBy(() -> {
                    if (origin.getInputStream().read() < 0) {
                        throw new IOException("closed");
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Transfer-Encoding: chunked\r\n\r\nnonsense\r\n'",
        "'Transfer-Encoding: chunked\r\n\r\n5\r\nhello5\r\n'",
        "'Transfer-Encoding: chunked\r\n\r\n5;\rx\r\nhello\r\n0\r\n\r\n'"
    })
    void aRequestBodyThatBreaksTheRulesIsMalformedAndNeverComplete(String rest) throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("POST", "/") + rest);
            assertReply(client, Outcome.MALFORMED_REQUEST, proxy);
            await().until(() -> origin.ended() == origin.connections());
            assertThat(origin.hasRequests()).isFalse();
        }
    }

    @Test
    void aRequestBodyThatEndsTooEarlyIsMalformedAndNeverComplete() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("POST", "/") + "Content-Length: 10\r\n\r\nhalf");
            client.endOutput();
            assertReply(client, Outcome.MALFORMED_REQUEST, proxy);
            assertThat(origin.hasRequests()).isFalse();
        }
    }

    @Test
    void aClientThatLeavesWhileItsAnswerIsAwaitedIsGone() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.SILENT);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            origin.request();
            client.reset();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_GONE);
            await().until(() -> origin.ended() == 1);
        }
    }

    @Test
    void aClientThatLeavesBeforeTheResponseIsWholeDidNotGetIt() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
                client.head();
                client.reset();
                assertThat(proxy.onlyRecord().toClient().end()).isEqualTo(RelayEnd.WRITE_ERROR);
                assertThat(origin.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void anOriginThatResetsAfterItsAnswerToALargeBodyIsHeardNevertheless() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send(
                    "PUT http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nsome");
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "some");
                Origin.write(origin, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
                Client.reset(origin);
                assertThat(client.head()).startsWith("HTTP/1.1 413 ");
            }
        }
    }

    @Test
    void anOperatorEndsAnExchange() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.SILENT);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            origin.request();
            proxy.registry.live(1).get(0).kill();
            assertReply(client, Outcome.DRAINING, proxy);
        }
    }

    @Test
    void anOperatorEndsAResponseUnderWay() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, "HTTP/1.1 200 OK\r\n\r\nhello");
                client.head();
                proxy.registry.live(1).get(0).kill();
                assertThatIOException().isThrownBy(client::readToEnd);
                assertThat(proxy.onlyRecord().toClient().end()).isEqualTo(RelayEnd.KILLED);
            }
        }
    }

    @Test
    void aChangedPolicyHoldsForConnectionsThatRest() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            proxy.settings = SettingsChanges.policy(NO_LOOPBACK).apply(proxy.settings);
            client.send(origin.get("/"));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 403 ").contains("outcome: address_denied");
            await().until(() -> origin.ended() == 1);
        }
    }

    private static void assertRefused(Manner manner, Outcome outcome) throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(manner);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            assertReply(client, outcome, proxy);
        }
    }

    private static void assertReplyAfterHints(Client client, Outcome outcome, Proxy proxy) throws Exception {
        String all = client.readToEnd();
        assertThat(all).contains("HTTP/1.1 " + outcome.status() + " ", "outcome: " + outcome.label());
        assertThat(proxy.onlyRecord().outcome()).isEqualTo(outcome);
    }

    private static void assertCut(Manner manner, RelayEnd end) throws Exception {
        assertCut(manner, end, UnaryOperator.identity());
    }

    static void assertCut(Manner manner, RelayEnd end, UnaryOperator<Settings> change) throws Exception {
        try (Proxy proxy = Proxy.start(change);
                Origin origin = Origin.that(manner);
                Client client = proxy.client()) {
            client.send(origin.get("/"));
            assertThatIOException().isThrownBy(client::readToEnd);
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(record.toClient().end()).isEqualTo(end);
        }
    }
}
