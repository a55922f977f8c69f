package adit.net;

import static adit.net.Refusals.assertReply;
import static adit.net.Refusals.refusedWith;
import static adit.net.SettingsChanges.connectTimeout;
import static adit.net.SettingsChanges.policy;
import static org.assertj.core.api.Assertions.assertThat;

import adit.Fault;
import adit.http.IpAddress;
import adit.lists.BlockLists;
import adit.net.Peer.Script;
import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.PolicyMode;
import adit.policy.PortSet;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import adit.tunnel.Outcome;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The outcomes that lie between a target that is allowed and one that is reached. */
class DialTest {

    @Test
    @Provokes(outcomes = Outcome.RESOLVE_FAILED)
    @Fault(value = Fault.Kind.WRONG_DNS, when = "no address", outcome = "502: resolve-failed")
    void aNameWithoutAddressFailsToResolve() throws Exception {
        refusedWith(Outcome.RESOLVE_FAILED, Client.request("no.such.name.invalid:443"));
    }

    @Test
    @Provokes(outcomes = Outcome.RESOLVE_TIMEOUT)
    @Fault(value = Fault.Kind.SLOW_DNS, outcome = "504 after `connect_timeout`: resolve-timeout")
    void aResolverThatDoesNotAnswerIsAResolveTimeout() throws Exception {
        Resolver silent = (host, answer) -> {};
        try (Proxy proxy = Proxy.start(connectTimeout(Duration.ofMillis(200)), silent);
                Client client = proxy.client()) {
            client.send(Client.request("slow.example:443"));
            assertReply(client, Outcome.RESOLVE_TIMEOUT, proxy);
        }
    }

    @Test
    @Provokes(outcomes = Outcome.CONNECT_REFUSED)
    @Fault(value = Fault.Kind.REFUSED, outcome = "502 at once: connect-refused")
    void aPortThatNobodyListensOnRefusesTheConnection() throws Exception {
        try (Peer absent = Peer.that(Script.ABSENT)) {
            String reply = refusedWith(Outcome.CONNECT_REFUSED, Client.request(absent.authority()));
            assertThat(reply).contains("Proxy-Status: adit; error=connection_refused");
        }
    }

    @Test
    @Provokes(outcomes = Outcome.CONNECT_UNREACHABLE)
    @Fault(value = Fault.Kind.REFUSED, when = "by the network", outcome = "502 at once: connect-unreachable")
    void aBroadcastAddressIsUnreachable() throws Exception {
        refusedWith(Outcome.CONNECT_UNREACHABLE, Client.request("127.255.255.255:443"));
    }

    @Test
    @Provokes(outcomes = Outcome.CONNECT_TIMEOUT)
    @Fault(value = Fault.Kind.BLACK_HOLE, outcome = "504 after `connect_timeout`: connect-timeout")
    void aTargetThatDoesNotAnswerIsAConnectTimeout() throws Exception {
        try (Peer blackHole = Peer.that(Script.BLACK_HOLE);
                Proxy proxy = Proxy.start(connectTimeout(Duration.ofMillis(300)));
                Client client = proxy.client()) {
            client.send(Client.request(blackHole.authority()));
            assertReply(client, Outcome.CONNECT_TIMEOUT, proxy);
        }
    }

    @Test
    @Fault(value = Fault.Kind.REFUSED, when = "by one of its addresses", outcome = "the next address is tried")
    void theNextAddressIsTriedWhenOneFails() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO)) {
            Resolver two = (host, answer) -> answer.found(List.of(address("127.0.0.2"), address("127.0.0.1")));
            try (Proxy proxy = Proxy.start(UnaryOperator.identity(), two);
                    Client client = proxy.client()) {
                assertThat(client.connect("two.example:" + peer.port())).contains(" 200 ");
            }
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.WRONG_DNS,
            when = "thousands of addresses",
            outcome = "refused like any other; no address is told")
    void aNameWithThousandsOfAddressesIsRefusedLikeAnyOtherAndTellsNoneOfThem() throws Exception {
        List<InetAddress> addresses = Collections.nCopies(20_000, address("127.255.255.255"));
        try (Proxy proxy = Proxy.start(UnaryOperator.identity(), (host, answer) -> answer.found(addresses));
                Client client = proxy.client()) {
            client.send(Client.request("many.example:443"));
            String reply = assertReply(client, Outcome.CONNECT_UNREACHABLE, proxy);
            assertThat(reply)
                    .contains("many.example:443")
                    .doesNotContain("127.255")
                    .hasSizeLessThan(1000);
        }
    }

    @Test
    @Fault(
            value = Fault.Kind.WRONG_DNS,
            when = "private addresses among public ones",
            outcome = "only those that are allowed are dialled")
    void ofMixedAnswersOnlyTheAllowedAddressesAreDialled() throws Exception {
        TargetPolicy onlyFirst = new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(List.of(), Optional.empty(), AllowedPorts.all(PortSet.ANY), Map.of()),
                new AddressRules(List.of(adit.policy.Cidr.parse("127.0.0.1/32"))));
        try (Peer denied = Peer.on(address("127.0.0.2"), Script.ECHO)) {
            Resolver two = (host, answer) -> answer.found(List.of(address("127.0.0.2"), address("127.0.0.1")));
            try (Proxy proxy = Proxy.start(policy(onlyFirst), two);
                    Client client = proxy.client()) {
                client.send(Client.request("mixed.example:" + denied.port()));
                assertReply(client, Outcome.CONNECT_REFUSED, proxy);
                assertThat(denied.wasReached()).isFalse();
            }
        }
    }

    private static InetAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
