package adit.net;

import static adit.net.SettingsChanges.connectTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import adit.net.Peer.Script;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Events that one pass of the selector finds together, so that one is served when the other has changed its meaning. */
class SamePassTest {
    private static final long ATTEMPT_DELAY = Duration.ofMillis(250).toNanos();

    private final CompletableFuture<Resolver.Answer> asked = new CompletableFuture<>();
    private final Resolver resolver = (host, answer) -> asked.complete(answer);

    @Test
    void bytesThatCameWithTheTargetsAnswerAreNotLost() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(UnaryOperator.identity(), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("slow.example:" + peer.port()));
            Resolver.Answer answer = asked.get();
            CompletableFuture<Void> hold = proxy.holdAfter(() -> answer.found(List.of(address("127.0.0.1"))));
            client.send("early");
            hold.complete(null);
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.read(5)).isEqualTo("early");
        }
    }

    @Test
    void ofTwoTargetsThatAnswerTogetherOneIsTakenAndNothingIsLeftOfTheOther() throws Exception {
        try (Peer peer = Peer.on(address("0.0.0.0"), Script.ECHO);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofSeconds(10)), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("two.example:" + peer.port()));
            Resolver.Answer answer = asked.get();
            TunnelProcessor processor = proxy.server.processors().get(0);
            CompletableFuture<Void> hold = proxy.holdAfter(() -> {
                answer.found(List.of(address("127.0.0.2"), address("127.0.0.1")));
                processor.post(
                        () -> processor.deadlines().expire(processor.time().elsewhere() + ATTEMPT_DELAY));
            });
            hold.complete(null);
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            client.send("hello");
            assertThat(client.read(5)).isEqualTo("hello");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void aTargetThatAnswersTooLateDoesNotCutTheRefusalShort() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofSeconds(10)), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("late.example:" + peer.port()));
            Resolver.Answer answer = asked.get();
            CompletableFuture<Void> hold = proxy.holdAfter(() -> answer.found(List.of(address("127.0.0.1"))));
            proxy.sleepThrough(Duration.ofSeconds(11));
            hold.complete(null);
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 504 ");
            proxy.onEachLoop(TunnelProcessor::now);
            assertThat(proxy.registry.liveCount()).isEqualTo(1);
        }
    }

    private static InetAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
