package adit.net;

import static adit.net.Refusals.assertReply;
import static adit.net.SettingsChanges.authentication;
import static adit.net.SettingsChanges.initiationTimeout;
import static adit.net.SettingsChanges.listeners;
import static adit.net.SettingsChanges.policy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.TunnelRecord;
import adit.auth.Authenticator;
import adit.auth.Realm;
import adit.auth.UserFiles;
import adit.config.Settings;
import adit.http.Target;
import adit.net.Peer.Script;
import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.Identity;
import adit.policy.PortSet;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask, over real sockets. The only user is alice, whose password is {@code secret}. */
class AuthenticationTest {
    private static final String RIGHT = "alice:secret";
    private static final String WRONG = "alice:wrong";

    @TempDir
    private Path folder;

    /** What waits to be hashed, for the tests that do so themselves. */
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    /** Its time stands still. */
    private final Authenticator byHand = new Authenticator(tasks::add, () -> 0);

    /** Hashes on the I/O thread, in the order of the requests. */
    private final Authenticator atOnce = new Authenticator(Runnable::run, () -> 0);

    private UnaryOperator<Settings> withUsers;

    @BeforeEach
    void oneUser() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), "alice:$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0");
        withUsers = authentication(new Realm("Adit", new UserFiles(users, Optional.empty())));
    }

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
                TestLists.blocking("ads.example"),
                RuleSet.EMPTY,
                Optional.empty(),
                AllowedPorts.all(PortSet.ANY),
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
    void passwordsThatWaitHoldUpNobodyElse() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, byHand);
                Peer peer = Peer.that(Script.ECHO);
                Client open = proxy.client()) {
            open.send(request(peer.authority(), RIGHT));
            nextTask().run();
            nextTask().run();
            assertThat(open.head()).startsWith("HTTP/1.1 200 ");
            List<Client> guessing = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Client client = proxy.client();
                guessing.add(client.send(request("example.com:443", "alice:guess" + i)));
            }
            await().until(() -> tasks.size() == guessing.size());

            open.send("hello");
            assertThat(open.read(5)).isEqualTo("hello");
            try (Client known = proxy.client()) {
                known.send(request(peer.authority(), RIGHT));
                assertThat(known.head()).startsWith("HTTP/1.1 200 ");
            }
            for (Client client : guessing) {
                client.reset();
            }
        }
    }

    @Test
    @Provokes(outcomes = Outcome.AUTHENTICATION_BUSY)
    void whereTooManyPasswordsWaitTheClientMayComeAgain() throws Exception {
        Authenticator full = new Authenticator(
                task -> {
                    throw new RejectedExecutionException();
                },
                () -> 0);
        try (Proxy proxy = Proxy.start(withUsers, full);
                Client client = proxy.client()) {
            client.send(request("example.com:443", RIGHT));
            assertThat(assertReply(client, Outcome.AUTHENTICATION_BUSY, proxy)).contains("\r\nRetry-After: ");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.RATE_LIMIT)
    void anAddressHasFewAttemptsAtOnce() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, byHand)) {
            List<Client> guessing = new ArrayList<>();
            for (int i = 0; i < 17; i++) {
                Client client = proxy.client();
                guessing.add(client.send(request("example.com:443", "alice:guess" + i)));
                nextTask();
            }
            try (Client client = proxy.client()) {
                client.send(request("example.com:443", "alice:guess"));
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 429 ").contains("\r\nRetry-After: ");
            }
            for (Client client : guessing) {
                client.reset();
            }
        }
    }

    @Test
    void whoFailsOftenWaitsForTheAnswer() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, atOnce)) {
            assertThatTheNextAnswerWaits(proxy, Duration.ofSeconds(5));
        }
    }

    @Test
    void aPasswordThatIsNotHashedInTimeIsNotWaitedFor() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, byHand);
                Client client = proxy.client()) {
            client.send(request("example.com:443", RIGHT));
            Runnable look = nextTask();
            proxy.skip(Duration.ofSeconds(10));
            assertReply(client, Outcome.AUTHENTICATION_BUSY, proxy);
            look.run();
            nextTask().run();
        }
    }

    @Test
    void anAnswerNeverWaitsLongerThanTheRequestMay() throws Exception {
        UnaryOperator<Settings> hurried = initiationTimeout(Duration.ofSeconds(4));
        try (Proxy proxy = Proxy.start(settings -> hurried.apply(withUsers.apply(settings)), atOnce)) {
            assertThatTheNextAnswerWaits(proxy, Duration.ofSeconds(4));
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

    private static void assertThatTheNextAnswerWaits(Proxy proxy, Duration time) throws Exception {
        for (int i = 0; i < 9; i++) {
            try (Client client = proxy.client()) {
                client.send(request("example.com:443", WRONG));
                await().until(() -> phases(proxy).equals(List.of(Phase.AUTHORISING))
                        || phases(proxy).equals(List.of(Phase.REJECTING)));
                client.reset();
                proxy.awaitClosed(i + 1);
            }
        }
        try (Client client = proxy.client()) {
            client.send(request("example.com:443", WRONG));
            await().until(() -> phases(proxy).equals(List.of(Phase.AUTHORISING)));
            List<Long> left = proxy.onEachLoop(loop -> loop.deadlines().nanosUntilNext(loop.now()));
            assertThat(left.get(0)).isBetween(1L, time.toNanos());
            assertThat(client.in().available()).isZero();
            proxy.skip(time);
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 407 ");
        }
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

    private static List<Phase> phases(Proxy proxy) {
        return proxy.registry.live(10).stream().map(tunnel -> tunnel.phase()).toList();
    }

    private Runnable nextTask() throws InterruptedException {
        Runnable task = tasks.poll(10, TimeUnit.SECONDS);
        assertThat(task).isNotNull();
        return task;
    }

    private static String requestWith(String field) {
        return "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\nProxy-Authorization: " + field + "\r\n\r\n";
    }

    private static String request(String authority, String userPass) {
        return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\nProxy-Authorization: Basic "
                + token(userPass) + "\r\n\r\n";
    }

    private static String token(String userPass) {
        return Base64.getEncoder().encodeToString(userPass.getBytes(UTF_8));
    }
}
