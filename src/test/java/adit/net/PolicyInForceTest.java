package adit.net;

import static adit.net.ForwardTest.exchange;
import static adit.net.SettingsChanges.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.http.IpAddress;
import adit.http.Target;
import adit.lists.BlockLists;
import adit.lists.TestLists;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.policy.AccessRequest;
import adit.policy.Cidr;
import adit.policy.Decision;
import adit.policy.Evaluation;
import adit.policy.Explanation;
import adit.policy.Grants;
import adit.policy.HostPattern;
import adit.policy.PolicyMode;
import adit.policy.Purpose;
import adit.policy.Requester;
import adit.policy.Rule;
import adit.policy.Rule.Action;
import adit.policy.Rule.Audience;
import adit.policy.Rule.Scope;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import adit.policy.Times;
import adit.tunnel.Outcome;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients get from rules about times and addresses, and from policies that do not enforce theirs. */
class PolicyInForceTest {
    private static final Rule ALL = new Rule("all", Action.ALLOW, Scope.ALL, Audience.EVERYBODY);
    private static final Rule NONE = new Rule("none", Action.DENY, Scope.ALL, Audience.EVERYBODY);
    private static final Rule BY_DAY = new Rule(
            "by-day",
            Action.ALLOW,
            Scope.ALL,
            Audience.EVERYBODY,
            new Times(Set.of(), Optional.of(Times.Hours.parse("08:00-18:00")), ZoneId.of("Europe/Zurich")));

    @Test
    void theHourDecidesForTunnels() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(rules(BY_DAY))) {
            timeIs("2026-11-23T16:59:59Z", proxy);
            try (Client client = proxy.client()) {
                assertThat(client.connect(peer.authority())).contains(" 200 ");
            }
            timeIs("2026-11-23T17:00:00Z", proxy);
            assertThat(refusal(proxy, peer.authority())).contains("rule:    rules\n");
        }
    }

    @Test
    void theHourDecidesForEachExchangeOfAConnection() throws Exception {
        try (Origin origin = Origin.that(Manner.HELLO);
                Proxy proxy = Proxy.start(rules(BY_DAY));
                Client client = proxy.client()) {
            timeIs("2026-11-23T16:59:59Z", proxy);
            exchange(client, origin);
            timeIs("2026-11-23T17:00:00Z", proxy);
            client.send(origin.get("/"));
            assertThat(client.readToEnd()).contains("outcome: target_not_allowed");
        }
    }

    @Test
    void theHourDecidesForAFixedTarget() throws Exception {
        try (Peer peer = Peer.that(Script.GREET)) {
            Settings.Listener tcp = Proxy.listener(Settings.Mode.TCP, Optional.of(Target.parse(peer.authority())));
            try (Proxy proxy = Proxy.start(both(SettingsChanges.listeners(tcp), rules(BY_DAY)))) {
                timeIs("2026-11-23T17:00:00Z", proxy);
                try (Client client = proxy.client()) {
                    assertThat(client.in().read()).isEqualTo(-1);
                }
                timeIs("2026-11-23T16:00:00Z", proxy);
                try (Client client = proxy.client()) {
                    assertThat(client.read(Peer.GREETING.length)).startsWith("220");
                }
            }
        }
    }

    @Test
    void aRestingConnectionIsNotUsedWhereARuleDeniesItsAddressByNow() throws Exception {
        Rule byNight = new Rule(
                "by-night",
                Action.DENY,
                addresses("127.0.0.1/32"),
                Audience.EVERYBODY,
                new Times(Set.of(), Optional.of(Times.Hours.parse("18:00-08:00")), ZoneId.of("UTC")));
        Resolver both = resolver("127.0.0.1", "127.0.0.2");
        try (Origin origin = Origin.that(Manner.HELLO);
                Proxy proxy = Proxy.start(rules(byNight, ALL), both);
                Client client = proxy.client()) {
            String get = "GET http://two.example:" + portOf(origin) + "/ HTTP/1.1\r\nHost: x\r\n\r\n";
            timeIs("2026-11-23T17:59:00Z", proxy);
            ForwardTest.receive(client.send(get));
            proxy.awaitLive(0);
            timeIs("2026-11-23T18:00:00Z", proxy);
            client.send(get);
            assertThat(client.readToEnd()).contains("outcome: " + Outcome.CONNECT_REFUSED.label());
        }
    }

    @Test
    void ofMixedAnswersOnlyThoseThatTheRulesAllowAreDialled() throws Exception {
        Rule first = new Rule("first", Action.ALLOW, addresses("127.0.0.1/32"), Audience.EVERYBODY);
        try (Peer denied = Peer.on(address("127.0.0.2"), Script.ECHO);
                Proxy proxy = Proxy.start(rules(first), resolver("127.0.0.2", "127.0.0.1"))) {
            assertThat(refusal(proxy, "mixed.example:" + denied.port()))
                    .contains("outcome: " + Outcome.CONNECT_REFUSED.label());
            assertThat(denied.wasReached()).isFalse();
            assertThat(proxy.decisions).singleElement().satisfies(told -> {
                assertThat(told.decision().rule()).isEqualTo("first");
                assertThat(told.decision().allowed()).isTrue();
            });
        }
    }

    @Test
    void whereNoAddressIsAllowedTheRefusalNamesTheRule() throws Exception {
        Rule internal = new Rule("internal", Action.DENY, addresses("127.0.0.0/8"), Audience.EVERYBODY);
        try (Peer denied = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(rules(internal, ALL), resolver("127.0.0.1"))) {
            assertThat(refusal(proxy, "in.example:" + denied.port()))
                    .contains("a rule of this proxy denies in.example", "rule:    internal\n")
                    .doesNotContain("127.0.0");
            assertThat(refusal(proxy, denied.authority())).contains("rule:    internal\n");
            assertThat(denied.wasReached()).isFalse();
            assertThat(proxy.decisions)
                    .extracting(told -> told.decision().rule())
                    .containsExactly("internal", "internal");
        }
    }

    @Test
    void whatAReportingPolicyWouldDenyIsAllowedAndRecorded() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(policy(policyOf(PolicyMode.REPORT, BlockLists.EMPTY, NONE)));
                Client client = proxy.client()) {
            assertThat(client.connect(peer.authority())).contains(" 200 ");
            assertThat(proxy.registry.wouldDenyTotal()).isEqualTo(1);
            client.leave();
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(record.wouldDeny()).isEqualTo("none");
            assertThat(proxy.decisions)
                    .singleElement()
                    .extracting(told -> told.decision().wouldDeny().map(Decision::reason))
                    .isEqualTo(Optional.of("a rule of this proxy denies " + peer.authority()));
        }
    }

    @Test
    void aReportingPolicyNamesTheBlockListBeforeTheRules() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(policy(policyOf(PolicyMode.REPORT, TestLists.blocking("localhost"), NONE)));
                Client client = proxy.client()) {
            assertThat(client.connect("localhost:" + peer.port())).contains(" 200 ");
            client.leave();
            assertThat(proxy.onlyRecord().wouldDeny())
                    .as("the entry would tell of the target, which is not shown")
                    .isEqualTo("test.txt");
            assertThat(proxy.registry.of("main").wouldDenyTotal()).isEqualTo(1);
        }
    }

    @Test
    void aReportingPolicyWouldDenyATargetOnlyWhereItWouldDenyAllOfItsAddresses() throws Exception {
        Rule second = new Rule("second", Action.DENY, addresses("127.0.0.2/32"), Audience.EVERYBODY);
        UnaryOperator<Settings> report = policy(policyOf(PolicyMode.REPORT, BlockLists.EMPTY, second, ALL));
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(
                        report,
                        (host, answer) -> answer.found(
                                host.startsWith("two")
                                        ? List.of(address("127.0.0.2"), address("127.0.0.1"))
                                        : List.of(address("127.0.0.2"))))) {
            try (Client client = proxy.client()) {
                assertThat(client.connect("two.example:" + peer.port())).contains(" 200 ");
            }
            proxy.awaitClosed(1);
            assertThat(refusal(proxy, "one.example:" + peer.port())).contains(" 502 ");
            proxy.awaitClosed(2);
            assertThat(proxy.records).extracting(TunnelRecord::wouldDeny).containsExactly("", "second");
            assertThat(proxy.registry.wouldDenyTotal()).isEqualTo(1);
        }
    }

    @Test
    void anOpenPolicyAsksNeitherBlockListsNorRules() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Proxy proxy = Proxy.start(policy(policyOf(PolicyMode.OPEN, TestLists.blocking("localhost"), NONE)));
                Client client = proxy.client()) {
            assertThat(client.connect("localhost:" + peer.port())).contains(" 200 ");
            client.leave();
            assertThat(proxy.onlyRecord().wouldDeny()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyMode.class,
            names = {"REPORT", "OPEN"})
    void noModeOpensAnAddressOfASpecialPurposeOrTheProxyToItself(PolicyMode mode) throws Exception {
        try (Proxy proxy = Proxy.start(policy(policyOf(mode, BlockLists.EMPTY, NONE)), resolver("10.0.0.1"))) {
            assertThat(refusal(proxy, "private.example:443")).contains("outcome: address_denied");
            assertThat(refusal(proxy, "127.0.0.1:" + proxy.address().getPort())).contains("outcome: loop_detected");
        }
    }

    @Test
    void eachRequestIsToldOnceWithItsPolicy() throws Exception {
        try (Origin origin = Origin.that(Manner.HELLO);
                Proxy proxy =
                        Proxy.start(policy(policyOf(PolicyMode.ENFORCE, TestLists.blocking("ads.example"), ALL)));
                Client client = proxy.client()) {
            exchange(client, origin);
            exchange(client, origin);
            client.send(Client.request("ads.example:443"));
            assertThat(client.readToEnd()).contains("rule:    test.txt:1\n");
            assertThat(proxy.decisions).extracting(Proxy.Decided::policy).containsOnly(Settings.DEFAULT);
            assertThat(proxy.decisions)
                    .extracting(told -> told.decision().rule())
                    .containsExactly("all", "all", "test.txt:1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "listed.example, test.txt:1",
        "in.example, internal",
        "denied.example, by-name",
        "private.example, allowed_addresses",
    })
    void aRefusalHasTheWordsOfTheExplanation(String host, String rule) throws Exception {
        Rule internal = new Rule("internal", Action.DENY, addresses("127.0.0.0/8"), Audience.EVERYBODY);
        Scope named = new Scope(List.of(HostPattern.parse("denied.example")), Optional.empty(), Set.of());
        Rule byName = new Rule("by-name", Action.DENY, named, Audience.EVERYBODY);
        TargetPolicy policy = policyOf(PolicyMode.ENFORCE, TestLists.blocking("listed.example"), byName, internal, ALL);
        InetAddress leadsTo = address(host.startsWith("private") ? "10.0.0.1" : "127.0.0.1");
        try (Proxy proxy = Proxy.start(policy(policy), (name, answer) -> answer.found(List.of(leadsTo)))) {
            Requester requester = new Requester(address("127.0.0.1"), "main", Optional.empty());
            AccessRequest request =
                    new AccessRequest(Target.parse(host + ":443"), Purpose.CONNECT, requester, Instant.EPOCH);
            Explanation explained =
                    new Explanation(Evaluation.of(policy, Grants.NONE, request), List.of(leadsTo), address -> false);
            String reason = explained.verdict().orElseThrow().reason();

            assertThat(explained.lines()).contains("verdict: denied", "rule: " + rule, "reason: " + reason);
            assertThat(refusal(proxy, host + ":443")).contains("\r\n\r\n" + reason + "\n\n", "rule:    " + rule + "\n");
        }
    }

    /** The whole answer to a request for a tunnel that is not opened. */
    private static String refusal(Proxy proxy, String authority) throws Exception {
        long before = proxy.registry.closedTotal();
        try (Client client = proxy.client()) {
            client.send(Client.request(authority));
            String reply = client.readToEnd();
            client.leave();
            await().until(() -> proxy.registry.closedTotal() > before);
            return reply;
        }
    }

    private static String portOf(Origin origin) {
        return origin.authority().replaceAll(".*:", "");
    }

    private static void timeIs(String instant, Proxy proxy) {
        Instant now = Instant.parse(instant);
        proxy.wallClock = () -> now;
    }

    private static UnaryOperator<Settings> both(UnaryOperator<Settings> one, UnaryOperator<Settings> other) {
        return settings -> other.apply(one.apply(settings));
    }

    private static UnaryOperator<Settings> rules(Rule... rules) {
        return policy(policyOf(PolicyMode.ENFORCE, BlockLists.EMPTY, rules));
    }

    private static TargetPolicy policyOf(PolicyMode mode, BlockLists blocked, Rule... rules) {
        return new TargetPolicy(mode, blocked, new RuleSet(List.of(rules)), Proxy.LOOPBACK_ONLY.addresses());
    }

    private static Scope addresses(String block) {
        return new Scope(List.of(), Optional.empty(), List.of(Cidr.parse(block)), Set.of(), Set.of());
    }

    private static Resolver resolver(String... literals) {
        List<InetAddress> addresses =
                Arrays.stream(literals).map(PolicyInForceTest::address).toList();
        return (host, answer) -> answer.found(addresses);
    }

    private static InetAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
