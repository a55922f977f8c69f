package adit.net;

import static adit.net.Refusals.assertReply;
import static adit.net.SettingsChanges.listeners;
import static adit.net.SettingsChanges.policy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.http.Target;
import adit.lists.TestLists;
import adit.net.Peer.Script;
import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.Identity;
import adit.policy.PolicyMode;
import adit.policy.PortSet;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.junit.jupiter.api.Test;

/** Who may ask, over real sockets. */
class AuthenticationTest extends AuthenticationSetup {

    @Test
    @Provokes(outcomes = Outcome.AUTHENTICATION_REQUIRED)
    void whoDoesNotSayWhoItIsIsAsked() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers);
                Client client = proxy.client()) {
            client.send(Client.request("example.com:443"));
            assertThat(assertReply(client, Outcome.AUTHENTICATION_REQUIRED, proxy))
                    .contains("\r\nProxy-Authenticate: Basic realm=\"Adit\", charset=\"UTF-8\"\r\n")
                    .contains("curl --proxy-user USER");
        }
    }

    @Test
    void whoIsAskedComesAgainWithAPassword() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers);
                Peer peer = Peer.that(Script.ECHO)) {
            try (Client client = proxy.client()) {
                assertThat(client.connect(peer.authority())).isEqualTo("HTTP/1.1 407 Proxy Authentication Required");
            }
            for (int i = 0; i < 3; i++) {
                try (Client client = proxy.client()) {
                    client.send(request(peer.authority(), RIGHT) + "hello");
                    assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                    assertThat(client.read(5)).isEqualTo("hello");
                }
            }
            proxy.awaitClosed(4);
        }
    }

    @Test
    void aWrongPasswordIsNoPassword() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers);
                Client client = proxy.client()) {
            client.send(request("example.com:443", WRONG));
            assertThat(assertReply(client, Outcome.AUTHENTICATION_REQUIRED, proxy))
                    .contains("\r\nProxy-Authenticate: Basic ")
                    .contains("User or password is wrong.")
                    .doesNotContain("wrong:", token(WRONG));
            assertThat(proxy.onlyRecord().durations().negotiate()).isPositive();
            assertThat(proxy.onlyRecord().durations().resolve()).isZero();
        }
    }

    @Test
    void aFieldThatCannotBeUsedIsExplained() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers);
                Client client = proxy.client()) {
            client.send(requestWith("Bearer c2VjcmV0"));
            assertThat(assertReply(client, Outcome.AUTHENTICATION_REQUIRED, proxy))
                    .contains("this proxy knows no authentication scheme but Basic")
                    .doesNotContain("c2VjcmV0");
        }
    }

    @Test
    void twoFieldsAreNoRequest() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers);
                Client client = proxy.client()) {
            String field = "Proxy-Authorization: Basic " + token(RIGHT) + "\r\n";
            client.send("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n" + field + field + "\r\n");
            assertThat(assertReply(client, Outcome.MALFORMED_REQUEST, proxy))
                    .contains("more than one Proxy-Authorization field");
        }
    }

    @Test
    void aBlockedTargetIsNoSecretButOnlyForUsers() throws Exception {
        UnaryOperator<Settings> nothingAllowed = policy(new TargetPolicy(
                PolicyMode.ENFORCE,
                TestLists.blocking("ads.example"),
                new RuleSet(List.of(), Optional.empty(), AllowedPorts.all(PortSet.ANY), Map.of()),
                new AddressRules(List.of())));
        try (Proxy proxy = Proxy.start(settings -> nothingAllowed.apply(withUsers.apply(settings)))) {
            try (Client client = proxy.client()) {
                client.send(Client.request("ads.example:443"));
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 407 ").doesNotContain("block");
            }
            try (Client client = proxy.client()) {
                client.send(request("ads.example:443", RIGHT));
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 403 ").contains("outcome: target_blocked");
            }
        }
    }

    @Test
    void whatComesWhileThePasswordIsHashedKeepsItsOrder() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, byHand);
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send(request(peer.authority(), RIGHT) + "first ");
            Runnable look = nextTask();
            client.send("second ");
            await().until(() -> phases(proxy).equals(List.of(Phase.AUTHORISING)));
            look.run();
            client.send("third");
            nextTask().run();
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            try (Socket target = peer.accepted()) {
                assertThat(target.getInputStream().readNBytes(18))
                        .asString(UTF_8)
                        .isEqualTo("first second third");
            }
        }
    }

    @Test
    void aClientThatLeavesWhileItsPasswordIsHashedIsGone() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, byHand);
                Peer peer = Peer.that(Script.MANUAL)) {
            try (Client client = proxy.client()) {
                client.send(request(peer.authority(), RIGHT));
                nextTask().run();
                Runnable hash = nextTask();
                client.reset();
                TunnelRecord record = proxy.onlyRecord();
                assertThat(record.outcome()).isEqualTo(Outcome.CLIENT_GONE);
                assertThat(record.phase()).isEqualTo(Phase.AUTHORISING);
                hash.run();
            }
            proxy.onEachLoop(TunnelProcessor::now);
            assertThat(peer.wasReached()).isFalse();
        }
    }

    @Test
    void aClientThatHasEndedItsSideStillReadsTheAnswer() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers);
                Client client = proxy.client()) {
            client.send(request("example.com:443", WRONG));
            client.endOutput();
            assertReply(client, Outcome.AUTHENTICATION_REQUIRED, proxy);
        }
    }

    @Test
    void aProxyThatStopsOpensNoTunnelForAPasswordThatWasHashedMeanwhile() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, byHand);
                Client client = proxy.client()) {
            client.send(request("example.com:443", RIGHT));
            nextTask().run();
            Runnable hash = nextTask();
            proxy.server.endTunnels();
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 503 ").contains("outcome: draining");
            hash.run();
        }
    }

    @Test
    void aListenerWithOneDestinationAsksNobody() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO)) {
            UnaryOperator<Settings> fixed =
                    listeners(Proxy.listener(Settings.Mode.TCP, Optional.of(Target.parse(peer.authority()))));
            try (Proxy proxy = Proxy.start(settings -> fixed.apply(withUsers.apply(settings)));
                    Client client = proxy.client()) {
                client.send("hello");
                assertThat(client.read(5)).isEqualTo("hello");
            }
        }
    }

    @Test
    void whoIsIdentifiedByOtherMeansNeedsNoPasswordButMustNotSendAWrongOne() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers);
                Peer peer = Peer.that(Script.ECHO)) {
            try (Client client = proxy.client()) {
                identify(proxy);
                assertThat(client.connect(peer.authority())).startsWith("HTTP/1.1 200 ");
                assertThat(requesters(proxy)).containsExactly("certified");
            }
            proxy.awaitLive(0);
            try (Client client = proxy.client()) {
                identify(proxy);
                client.send(request(peer.authority(), RIGHT));
                assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                assertThat(requesters(proxy)).containsExactly("alice");
            }
            proxy.awaitLive(0);
            try (Client client = proxy.client()) {
                identify(proxy);
                client.send(request(peer.authority(), WRONG));
                assertThat(client.head()).startsWith("HTTP/1.1 407 ");
            }
        }
    }

    @Test
    void credentialsAreInNoLog() throws Exception {
        try (AllLogs logs = AllLogs.open();
                Proxy proxy = Proxy.start(withUsers);
                Peer peer = Peer.that(Script.ECHO)) {
            for (String userPass : List.of(RIGHT, WRONG)) {
                try (Client client = proxy.client()) {
                    client.send(request(peer.authority(), userPass));
                    assertThat(client.head()).startsWith("HTTP/1.1 ");
                }
            }
            try (Client client = proxy.client()) {
                await().until(() -> proxy.server.sessions().count() == 1);
                failInTheCodec(proxy.server.sessions().findFirst().orElseThrow(), token(RIGHT));
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 500 ");
            }
            assertThat(logs.lines)
                    .isNotEmpty()
                    .noneMatch(line ->
                            line.contains(token(RIGHT)) || line.contains(token(WRONG)) || line.contains("secret"));
            assertThat(logs.lines).anyMatch(line -> line.contains("a fault of the decoder"));
        }
    }

    /** As MINA does where a decoder throws. */
    private static void failInTheCodec(IoSession session, String bytes) {
        ProtocolDecoderException e = new ProtocolDecoderException(new IllegalStateException("a fault of the decoder"));
        e.setHexdump(bytes);
        ((TunnelSession) session).processor().post(() -> session.getFilterChain()
                .fireExceptionCaught(e));
    }

    private static void identify(Proxy proxy) {
        await().until(() -> proxy.server.sessions().count() == 1);
        TunnelSession session =
                (TunnelSession) proxy.server.sessions().findFirst().orElseThrow();
        proxy.onEachLoop(loop -> {
            if (loop.equals(session.processor())) {
                session.tunnel().identify(new Identity("certified", Set.of()));
            }
            return true;
        });
    }

    /** Who made the requests of the tunnels that are open. */
    private static List<String> requesters(Proxy proxy) {
        return proxy.registry.live(10).stream()
                .map(tunnel ->
                        ((Tunnel) tunnel).requester().identity().orElseThrow().user())
                .toList();
    }

    private static String requestWith(String field) {
        return "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\nProxy-Authorization: " + field + "\r\n\r\n";
    }
}
