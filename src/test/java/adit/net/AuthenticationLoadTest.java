package adit.net;

import static adit.net.Refusals.assertReply;
import static adit.net.SettingsChanges.initiationTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.auth.Authenticator;
import adit.config.Settings;
import adit.net.Peer.Script;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Many who ask, and those who guess: who waits for what. */
class AuthenticationLoadTest extends AuthenticationSetup {

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
}
