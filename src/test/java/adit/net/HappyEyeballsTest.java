package adit.net;

import static adit.net.Refusals.assertReply;
import static adit.net.SettingsChanges.connectTimeout;
import static adit.net.SettingsChanges.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.http.IpAddress;
import adit.lists.BlockLists;
import adit.net.Peer.Script;
import adit.policy.AddressRules;
import adit.policy.Cidr;
import adit.policy.PolicyMode;
import adit.policy.TargetPolicy;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Names with several addresses (RFC 8305): which is dialled when, and what is left of those that do not win. */
class HappyEyeballsTest {
    private static final InetAddress FOUR = address("127.0.0.1");
    private static final InetAddress OTHER_FOUR = address("127.0.0.2");
    private static final InetAddress SIX = address("::1");

    private final CompletableFuture<Resolver.Answer> asked = new CompletableFuture<>();
    private final Resolver resolver = (host, answer) -> asked.complete(answer);

    @Test
    void anAddressThatDoesNotAnswerHoldsTheNextUpForAMomentOnlyAndIsGivenUp() throws Exception {
        try (Peer peer = Peer.on(FOUR, Script.ECHO);
                Peer hole = Peer.on(OTHER_FOUR, peer.port(), Script.BLACK_HOLE);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofHours(1)), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("two.example:" + hole.port()));
            asked.get().found(List.of(OTHER_FOUR, FOUR));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            client.send("hello");
            assertThat(client.read(5)).isEqualTo("hello");
            // The listener, the client and the target: nothing of the attempt.
            await().untilAsserted(() -> assertThat(
                            proxy.onEachLoop(loop -> loop.selector().keys().size()))
                    .containsExactly(3));
        }
    }

    @Test
    void theFailuresOfAllAddressesAreReported() throws Exception {
        try (Peer hole = Peer.on(OTHER_FOUR, Script.BLACK_HOLE);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofSeconds(1)), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("all.example:" + hole.port()));
            asked.get().found(List.of(FOUR, OTHER_FOUR, address("127.0.0.3"), address("127.255.255.255")));
            String reply = assertReply(client, Outcome.CONNECT_REFUSED, proxy);
            assertThat(reply).contains("at any of 4 addresses: 2 refused, 1 timed out, 1 unreachable.");
        }
    }

    @Test
    void addressesThatThereWasNoTimeForAreReported() throws Exception {
        try (Peer hole = Peer.on(OTHER_FOUR, Script.BLACK_HOLE);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofMillis(100)), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("all.example:" + hole.port()));
            asked.get().found(List.of(OTHER_FOUR, FOUR));
            String reply = assertReply(client, Outcome.CONNECT_TIMEOUT, proxy);
            assertThat(reply).contains("at any of 2 addresses: 1 timed out, 1 not tried in time.");
        }
    }

    @Test
    void anAddressOfIpv6ThatComesALittleLaterIsDialledFirst() throws Exception {
        try (Peer six = Peer.on(SIX, Script.ECHO);
                Peer four = Peer.on(FOUR, six.port(), Script.ECHO);
                Proxy proxy = Proxy.start(UnaryOperator.identity(), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("both.example:" + six.port()));
            Resolver.Answer answer = asked.get();
            proxy.holdAfter(() -> {
                        answer.foundEarly(List.of(FOUR));
                        answer.found(List.of(FOUR, SIX));
                    })
                    .complete(null);
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            await().until(six::wasReached);
            assertThat(four.wasReached()).isFalse();
        }
    }

    @Test
    void anAddressOfIpv6IsDialledWithoutWaitingForThoseOfIpv4() throws Exception {
        try (Peer six = Peer.on(SIX, Script.ECHO);
                Proxy proxy = Proxy.start(UnaryOperator.identity(), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("six.example:" + six.port()));
            asked.get().foundEarly(List.of(SIX));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void anAddressOfIpv4DoesNotWaitLongForThoseOfIpv6() throws Exception {
        try (Peer four = Peer.on(FOUR, Script.ECHO);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofHours(1)), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("four.example:" + four.port()));
            asked.get().foundEarly(List.of(FOUR));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void theLastOfAHundredAddressesIsDialled() throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 2; i <= 100; i++) {
            addresses.add(IpAddress.parse("127.0.1." + i).orElseThrow());
        }
        addresses.add(FOUR);
        try (Peer four = Peer.on(FOUR, Script.ECHO);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofHours(1)), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("many.example:" + four.port()));
            asked.get().found(addresses);
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void anAddressOfIpv6ThatComesWhenAllOthersHaveFailedIsDialled() throws Exception {
        try (Peer six = Peer.on(SIX, Script.ECHO);
                Proxy proxy = Proxy.start(UnaryOperator.identity(), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("late.example:" + six.port()));
            asked.get().foundEarly(List.of(FOUR));
            proxy.awaitPhase(Phase.CONNECTING);
            asked.get().found(List.of(SIX, FOUR));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aLateAddressThatIsNotAllowedIsNotDialled() throws Exception {
        try (Peer six = Peer.on(SIX, Script.ECHO);
                Proxy proxy = Proxy.start(policy(only("127.0.0.0/8")), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("late.example:" + six.port()));
            asked.get().foundEarly(List.of(FOUR));
            proxy.awaitPhase(Phase.CONNECTING);
            asked.get().found(List.of(SIX, FOUR));
            String reply = assertReply(client, Outcome.CONNECT_REFUSED, proxy);
            assertThat(reply).contains("was not reached: connect_refused.");
            assertThat(six.wasReached()).isFalse();
        }
    }

    @Test
    void anEarlyAddressThatIsNotAllowedLeavesItToTheOthers() throws Exception {
        try (Peer four = Peer.on(FOUR, Script.ECHO);
                Proxy proxy = Proxy.start(policy(only("127.0.0.0/8")), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("mixed.example:" + four.port()));
            asked.get().foundEarly(List.of(SIX));
            asked.get().found(List.of(SIX, FOUR));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aClientThatLeavesTakesAllAttemptsAlong() throws Exception {
        try (Peer hole = Peer.on(OTHER_FOUR, Script.BLACK_HOLE);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofHours(1)), resolver);
                Client client = proxy.client()) {
            client.send(Client.request("gone.example:" + hole.port()));
            asked.get().foundEarly(List.of(OTHER_FOUR));
            proxy.awaitPhase(Phase.CONNECTING);
            client.reset();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_GONE);
            asked.get().found(List.of(OTHER_FOUR, FOUR));
        }
    }

    static TargetPolicy only(String block) {
        return new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                Proxy.LOOPBACK_ONLY.rules(),
                new AddressRules(List.of(Cidr.parse(block))));
    }

    private static InetAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
