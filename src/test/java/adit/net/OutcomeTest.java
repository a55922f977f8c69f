package adit.net;

import static adit.net.Refusals.assertReply;
import static adit.net.Refusals.refusedWith;
import static adit.net.SettingsChanges.initiationTimeout;
import static adit.net.SettingsChanges.limits;
import static adit.net.SettingsChanges.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.http.IpAddress;
import adit.lists.BlockLists;
import adit.lists.TestLists;
import adit.net.Peer.Script;
import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.PolicyMode;
import adit.policy.PortSet;
import adit.policy.RuleSet;
import adit.policy.TargetPattern;
import adit.policy.TargetPolicy;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The outcomes of an establishment, made to happen over real sockets; those of dialling are in {@link DialTest}. */
class OutcomeTest {

    @Test
    @Provokes(outcomes = Outcome.ESTABLISHED)
    void aTunnelThatOpensIsEstablished() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            assertThat(client.connect(peer.authority())).isEqualTo("HTTP/1.1 200 Connection established");
            client.send("hello");
            assertThat(client.read(5)).isEqualTo("hello");
            client.leave();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.ESTABLISHED);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.MALFORMED_REQUEST)
    void aRequestThatIsNotHttpIsMalformed() throws Exception {
        refusedWith(Outcome.MALFORMED_REQUEST, "CONNECT  two.spaces:443 HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void aRefusedHeadRequestGetsNoBody() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send("HEAD http://unknown.example/ HTTP/1.1\r\nHost: unknown.example\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 502 ").endsWith("\r\n\r\n");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.REQUEST_TIMEOUT)
    void aHeadThatDoesNotEndInTimeIsARequestTimeout() throws Exception {
        try (Proxy proxy = Proxy.start(initiationTimeout(Duration.ofMillis(200)));
                Client client = proxy.client()) {
            client.send("CONNECT example.com:443 HTTP/1.1\r\n");
            assertReply(client, Outcome.REQUEST_TIMEOUT, proxy);
        }
    }

    @Test
    void aClientThatSaysNothingIsARequestTimeoutToo() throws Exception {
        try (Proxy proxy = Proxy.start(initiationTimeout(Duration.ofMillis(200)));
                Client client = proxy.client()) {
            assertReply(client, Outcome.REQUEST_TIMEOUT, proxy);
        }
    }

    @Test
    void theTimeOfAClientBeginsWhenItComesHoweverLongTheProxyWasIdle() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO)) {
            proxy.onEachLoop(TunnelProcessor::now);
            proxy.sleepThrough(Duration.ofHours(1));
            try (Client client = proxy.client()) {
                assertThat(client.connect(peer.authority())).contains(" 200 ");
            }
        }
    }

    @Test
    void aClientThatHasEndedItsSideStillReadsWhyItWasRefused() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer absent = Peer.that(Script.ABSENT)) {
            for (int i = 0; i < 20; i++) {
                try (Client client = proxy.client()) {
                    client.send(Client.request(absent.authority()));
                    client.endOutput();
                    assertThat(client.readToEnd()).contains("outcome: connect_refused");
                }
            }
        }
    }

    @Test
    void aMalformedHeadRequestGetsNoBodyEither() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send("HEAD http://example.com/ HTTP/1.1\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.TARGET_TOO_LONG)
    void aRequestTargetWithoutEndIsTooLong() throws Exception {
        try (Proxy proxy = Proxy.start(limits(100, 1024));
                Client client = proxy.client()) {
            client.send("CONNECT " + "a".repeat(2000));
            assertReply(client, Outcome.TARGET_TOO_LONG, proxy);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.HEAD_TOO_LARGE)
    @Fault(value = Fault.Kind.ENDLESS_PEER, when = "of a request head", outcome = "431: head-too-large")
    void aHeadOverTheLimitIsTooLarge() throws Exception {
        try (Proxy proxy = Proxy.start(limits(100, 1024));
                Client client = proxy.client()) {
            client.send("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\nX: " + "x".repeat(2000) + "\r\n\r\n");
            assertReply(client, Outcome.HEAD_TOO_LARGE, proxy);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.UNKNOWN_TRANSFER_CODING)
    void contentInATransferCodingThatTheProxyDoesNotKnowIsRefusedAndNothingMoreIsRead() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            String post = "POST http://example.com/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: foo, chunked\r\n\r\n";
            client.send(post + "0\r\n\r\n" + "GET http://example.com/ HTTP/1.1\r\nHost: x\r\n\r\n");
            assertReply(client, Outcome.UNKNOWN_TRANSFER_CODING, proxy);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.TARGET_BLOCKED)
    void aTargetOnABlockListIsBlocked() throws Exception {
        TargetPolicy policy = new TargetPolicy(
                PolicyMode.ENFORCE,
                TestLists.blocking("bad.example"),
                new RuleSet(List.of(), Optional.empty(), AllowedPorts.all(PortSet.ANY), Map.of()),
                new AddressRules(List.of()));
        String reply = refusedWith(Outcome.TARGET_BLOCKED, Client.request("BAD.example:443"), policy(policy));
        assertThat(reply).contains("rule:    test.txt:1\n");
    }

    @Test
    @Provokes(outcomes = Outcome.TARGET_NOT_ALLOWED)
    void aTargetThatTheExpressionDoesNotFindIsNotAllowed() throws Exception {
        TargetPolicy policy = new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(
                        List.of(),
                        Optional.of(TargetPattern.compile("^good\\.example:443$")),
                        AllowedPorts.UNSET,
                        Map.of()),
                new AddressRules(List.of()));
        refusedWith(Outcome.TARGET_NOT_ALLOWED, Client.request("other.example:443"), policy(policy));
    }

    @Test
    @Provokes(outcomes = Outcome.PORT_NOT_ALLOWED)
    void aPortOutsideTheSetIsNotAllowed() throws Exception {
        TargetPolicy policy = new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(List.of(), Optional.empty(), AllowedPorts.all(PortSet.of(443)), Map.of()),
                new AddressRules(List.of()));
        refusedWith(Outcome.PORT_NOT_ALLOWED, Client.request("example.com:25"), policy(policy));
    }

    @Test
    @Provokes(outcomes = Outcome.ADDRESS_DENIED)
    @Fault(value = Fault.Kind.WRONG_DNS, when = "a special address", outcome = "403, and it is never dialled")
    void anAddressOfASpecialRangeIsDeniedAndNeverDialled() throws Exception {
        TargetPolicy policy = new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(List.of(), Optional.empty(), AllowedPorts.all(PortSet.ANY), Map.of()),
                new AddressRules(List.of()));
        try (Peer peer = Peer.that(Script.ECHO)) {
            refusedWith(Outcome.ADDRESS_DENIED, Client.request(peer.authority()), policy(policy));
            refusedWith(Outcome.ADDRESS_DENIED, Client.request("localhost:" + peer.port()), policy(policy));
            assertThat(peer.wasReached()).isFalse();
        }
    }

    @Test
    @Provokes(outcomes = Outcome.LOOP_DETECTED)
    void theProxyItselfIsALoop() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send(Client.request("127.0.0.1:" + proxy.address().getPort()));
            assertReply(client, Outcome.LOOP_DETECTED, proxy);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.DRAINING)
    void aRequestThatComesWhileTheProxyStopsIsToldToTryAgain() throws Exception {
        CompletableFuture<Resolver.Answer> asked = new CompletableFuture<>();
        Resolver slow = (host, answer) -> asked.complete(answer);
        try (Proxy proxy = Proxy.start(UnaryOperator.identity(), slow);
                Client client = proxy.client()) {
            client.send(Client.request("slow.example:443"));
            asked.get();
            proxy.server.endTunnels();
            assertThat(assertReply(client, Outcome.DRAINING, proxy)).contains("\r\nRetry-After: ");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.INTERNAL_ERROR)
    @Fault(value = Fault.Kind.EXCEPTION, when = "in the handler", outcome = "500 for that client; others go on")
    void aFaultOfTheProxyIsAnInternalErrorAndHarmsNobodyElse() throws Exception {
        Resolver broken = (host, answer) -> {
            throw new IllegalStateException("broken on purpose");
        };
        try (Proxy proxy = Proxy.start(UnaryOperator.identity(), broken);
                Peer peer = Peer.that(Script.ECHO);
                Client other = proxy.client();
                Client client = proxy.client()) {
            assertThat(other.connect(peer.authority())).contains(" 200 ");
            client.send(Client.request("any.example:443"));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
            other.send("still here");
            assertThat(other.read(10)).isEqualTo("still here");
        }
    }

    @Test
    @Fault(value = Fault.Kind.EXCEPTION, when = "in a filter", outcome = "500 for that client; others go on")
    void anExceptionInAFilterIsAnInternalErrorForThatClientAlone() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client other = proxy.client();
                Client client = proxy.client()) {
            assertThat(other.connect(peer.authority())).contains(" 200 ");
            proxy.awaitLive(2);
            Settings settings = proxy.settings;
            proxy.settings = null;
            client.send(Client.request(peer.authority()));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
            proxy.settings = settings;
            other.send("still here");
            assertThat(other.read(10)).isEqualTo("still here");
        }
    }

    @Test
    @Fault(value = Fault.Kind.EXCEPTION, when = "an Error", outcome = "500 for that client; the I/O thread goes on")
    void anErrorInTheHandlerDoesNotEndTheThread() throws Exception {
        Resolver broken = (host, answer) -> {
            throw new StackOverflowError("thrown on purpose");
        };
        try (Proxy proxy = Proxy.start(UnaryOperator.identity(), broken);
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client();
                Client other = proxy.client()) {
            client.send(Client.request("any.example:443"));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 500 ");
            assertThat(other.connect(peer.authority())).contains(" 200 ");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.CLIENT_GONE)
    void aClientThatLeavesBeforeItAsksIsGone() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send("CONNECT exam");
            client.leave();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.RESET,
            when = "of the client, while its target is looked up",
            outcome = "client-gone; nothing is dialled for it")
    void aClientThatResetsWhileItsTargetIsDialledIsGone() throws Exception {
        CompletableFuture<Resolver.Answer> asked = new CompletableFuture<>();
        try (Proxy proxy = Proxy.start(UnaryOperator.identity(), (host, answer) -> asked.complete(answer));
                Client client = proxy.client()) {
            client.send(Client.request("slow.example:443"));
            asked.get();
            client.reset();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_GONE);
            asked.get().found(List.of(address("127.0.0.1")));
        }
    }

    @Test
    @Provokes(outcomes = Outcome.REPLY_FAILED, ends = RelayEnd.NOT_STARTED)
    @Fault(value = Fault.Kind.RESET, when = "of the client, before the reply", outcome = "reply-failed")
    void aReplyThatCannotBeWrittenHasFailed() throws Exception {
        CompletableFuture<Resolver.Answer> asked = new CompletableFuture<>();
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(UnaryOperator.identity(), (host, answer) -> asked.complete(answer));
                Client client = proxy.client()) {
            client.send(Client.request("slow.example:" + peer.port()));
            asked.get();
            client.send(new byte[3 * EarlyData.ENOUGH]);
            await().until(() -> proxy.suspendedReads() == 1);
            client.reset();
            asked.get().found(List.of(address("127.0.0.1")));
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.REPLY_FAILED);
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.NOT_STARTED);
        }
    }

    private static InetAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
