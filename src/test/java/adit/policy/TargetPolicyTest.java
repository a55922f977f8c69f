package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import adit.http.Target;
import adit.lists.BlockLists;
import adit.lists.TestLists;
import adit.policy.Rule.Action;
import adit.policy.Rule.Audience;
import adit.policy.Rule.Scope;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetPolicyTest {
    private static final Requester ANYBODY = new Requester(InetAddress.getLoopbackAddress(), "main", Optional.empty());

    private static final Optional<TargetPattern> EXAMPLE = Optional.of(TargetPattern.compile("(^|\\.)example\\.com:"));
    private static final Optional<PortSet> HTTPS = Optional.of(PortSet.of(443));

    @Test
    void aTargetThatTheOperatorFixedMayHaveAnyPortButMustBeAllowed() throws Exception {
        TargetPolicy ports = new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(List.of(), Optional.empty(), AllowedPorts.all(PortSet.of(443)), Map.of()),
                new AddressRules(List.of()));
        TargetPolicy targets = new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(
                        List.of(),
                        Optional.of(TargetPattern.compile("^db\\.example:")),
                        AllowedPorts.all(PortSet.of(443)),
                        Map.of()),
                new AddressRules(List.of()));

        assertThat(ports.decide(asked(Target.parse("db.example:5432"), Purpose.FIXED))
                        .allowed())
                .isTrue();
        assertThat(targets.decide(asked(Target.parse("db.example:5432"), Purpose.FIXED))
                        .allowed())
                .isTrue();
        assertThat(targets.decide(asked(Target.parse("other.example:5432"), Purpose.FIXED))
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
    }

    @Test
    void aBlockedTargetIsToldTheEntry() throws Exception {
        TargetPolicy policy = policy(blockList(), Optional.empty(), HTTPS);
        assertThat(policy.screen(Target.parse("ads.example:443")))
                .isEqualTo(new Decision(
                        Verdict.BLOCKED, "test.txt:1", "ads.example:443 is on a block list of this proxy"));
        assertThat(policy.screen(Target.parse("192.0.2.7:443")).rule()).isEqualTo("test.txt:2");
        assertThat(policy.screen(Target.parse("example.com:443")).allowed()).isTrue();
    }

    @Test
    void withAnExpressionTheTargetMustContainIt() throws Exception {
        TargetPolicy policy = policy(BlockLists.EMPTY, EXAMPLE, Optional.empty());
        assertThat(policy.decide(asked(Target.parse("www.example.com:22"), Purpose.CONNECT))
                        .allowed())
                .isTrue();
        assertThat(policy.decide(asked(Target.parse("example.org:443"), Purpose.CONNECT)))
                .isEqualTo(new Decision(
                        Verdict.NOT_ALLOWED,
                        "allowed_targets",
                        "example.org:443 is not among the targets that this proxy allows"));
    }

    @Test
    void withPortsThePortMustBeAmongThem() throws Exception {
        TargetPolicy policy = policy(BlockLists.EMPTY, Optional.empty(), HTTPS);
        assertThat(policy.decide(asked(Target.parse("example.com:443"), Purpose.CONNECT))
                        .allowed())
                .isTrue();
        assertThat(policy.decide(asked(Target.parse("example.com:22"), Purpose.CONNECT)))
                .isEqualTo(new Decision(
                        Verdict.PORT_NOT_ALLOWED,
                        "allowed_ports",
                        "port 22 is not among the ports that CONNECT may reach"));
    }

    @Test
    void withBothTheTargetMustPassBoth() throws Exception {
        TargetPolicy policy = policy(BlockLists.EMPTY, EXAMPLE, HTTPS);
        assertThat(policy.decide(asked(Target.parse("example.com:443"), Purpose.CONNECT))
                        .allowed())
                .isTrue();
        assertThat(policy.decide(asked(Target.parse("example.com:80"), Purpose.CONNECT))
                        .verdict())
                .isEqualTo(Verdict.PORT_NOT_ALLOWED);
        assertThat(policy.decide(asked(Target.parse("example.org:443"), Purpose.CONNECT))
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
    }

    @Test
    void anEmptyAllowListAllowsNothing() throws Exception {
        Target target = Target.parse("example.com:443");
        Optional<TargetPattern> empty = Optional.of(TargetPattern.compile(""));
        assertThat(policy(BlockLists.EMPTY, Optional.empty(), Optional.empty())
                        .decide(asked(target, Purpose.CONNECT))
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(policy(BlockLists.EMPTY, empty, Optional.empty())
                        .decide(asked(target, Purpose.CONNECT))
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(policy(BlockLists.EMPTY, Optional.empty(), Optional.of(PortSet.of()))
                        .decide(asked(target, Purpose.CONNECT))
                        .verdict())
                .isEqualTo(Verdict.PORT_NOT_ALLOWED);
    }

    @Test
    void anyPortIsAnExplicitChoice() throws Exception {
        TargetPolicy policy = policy(BlockLists.EMPTY, Optional.empty(), Optional.of(PortSet.ANY));
        assertThat(policy.decide(asked(Target.parse("example.com:1"), Purpose.CONNECT))
                        .allowed())
                .isTrue();
    }

    @Test
    void aDeniedLiteralIsExplainedWithItsBlock() throws Exception {
        Decision decision = judge("[::ffff:127.0.0.1]:443", "127.0.0.1");
        assertThat(decision)
                .isEqualTo(new Decision(
                        Verdict.ADDRESS_DENIED,
                        "allowed_addresses",
                        "127.0.0.1 is a loopback address (127.0.0.0/8),"
                                + " which this proxy dials only where allowed_addresses names it"));
    }

    @Test
    void theAddressOfANameIsNotDisclosed() throws Exception {
        Decision decision = judge("intranet.example:443", "10.1.2.3");
        assertThat(decision.verdict()).isEqualTo(Verdict.ADDRESS_DENIED);
        assertThat(decision.reason())
                .startsWith("intranet.example leads to a private address, which")
                .doesNotContain("10.");
    }

    @Test
    void aBlockedAddressIsBlockedBehindAnyName() throws Exception {
        Decision decision = judge("harmless.example:443", "192.0.2.7");
        assertThat(decision.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(decision.rule()).isEqualTo("test.txt:2");
        assertThat(decision.reason()).doesNotContain("192.0.2.7");
    }

    @Test
    void aPublicAddressMayBeDialled() throws Exception {
        assertThat(judge("example.com:443", "8.8.8.8").allowed()).isTrue();
    }

    @Test
    void plainHttpHasPortsOfItsOwn() throws Exception {
        AllowedPorts ports = new AllowedPorts(Optional.of(PortSet.of(443)), Optional.of(PortSet.of(80)));
        TargetPolicy policy = policy(RuleSet.EMPTY, Optional.empty(), ports);

        assertThat(policy.decide(asked(Target.parse("example.com:80"), Purpose.HTTP))
                        .allowed())
                .isTrue();
        assertThat(policy.decide(asked(Target.parse("example.com:443"), Purpose.HTTP)))
                .isEqualTo(new Decision(
                        Verdict.PORT_NOT_ALLOWED,
                        "allowed_ports",
                        "port 443 is not among the ports that plain HTTP may reach"));
        assertThat(policy.decide(asked(Target.parse("example.com:80"), Purpose.CONNECT))
                        .verdict())
                .isEqualTo(Verdict.PORT_NOT_ALLOWED);
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void aRuleDecidesInsteadOfTargetsAndPorts(Purpose purpose) throws Exception {
        TargetPolicy policy = policy(
                new RuleSet(List.of(rule(Action.ALLOW, "odd.example"), rule(Action.DENY, "www.example.com"))),
                EXAMPLE,
                AllowedPorts.all(PortSet.of(443)));

        assertThat(policy.decide(asked(Target.parse("odd.example:25"), purpose)).rule())
                .isEqualTo("allow-odd.example");
        assertThat(policy.decide(asked(Target.parse("www.example.com:443"), purpose)))
                .isEqualTo(new Decision(
                        Verdict.NOT_ALLOWED,
                        "deny-www.example.com",
                        "a rule of this proxy denies www.example.com:443"));
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void whereNoRuleMatchesTargetsAndPortsDecide(Purpose purpose) throws Exception {
        RuleSet rules = new RuleSet(List.of(rule(Action.ALLOW, "odd.example")));
        TargetPolicy policy = policy(rules, EXAMPLE, AllowedPorts.all(PortSet.of(443)));

        assertThat(policy.decide(asked(Target.parse("example.com:443"), purpose))
                        .allowed())
                .isTrue();
        assertThat(policy.decide(asked(Target.parse("example.org:443"), purpose))
                        .rule())
                .isEqualTo("allowed_targets");
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void whereNoRuleMatchesAndNothingElseIsSetNothingIsAllowed(Purpose purpose) throws Exception {
        RuleSet rules = new RuleSet(List.of(rule(Action.DENY, "odd.example")));
        TargetPolicy policy = policy(rules, Optional.empty(), AllowedPorts.UNSET);

        assertThat(policy.decide(asked(Target.parse("example.com:443"), purpose)))
                .isEqualTo(new Decision(Verdict.NOT_ALLOWED, "rules", "no rule of this proxy allows example.com:443"));
    }

    @Test
    void aRuleThatAllowsOverridesNeitherBlockListsNorAddresses() throws Exception {
        RuleSet all = new RuleSet(List.of(new Rule("all", Action.ALLOW, Scope.ALL, Audience.EVERYBODY)));
        TargetPolicy policy = new TargetPolicy(
                PolicyMode.ENFORCE,
                blockList(),
                new RuleSet(all.rules(), Optional.empty(), AllowedPorts.UNSET, Map.of()),
                new AddressRules(List.of()));

        assertThat(policy.screen(Target.parse("ads.example:443")).allowed()).isFalse();
        Target target = Target.parse("intranet.example:443");
        assertThat(policy.decide(asked(target, Purpose.CONNECT)).allowed()).isTrue();
        assertThat(policy.judge(
                                asked(target, Purpose.CONNECT),
                                IpAddress.parse("10.1.2.3").orElseThrow())
                        .verdict())
                .isEqualTo(Verdict.ADDRESS_DENIED);
        assertThat(policy.judge(
                                asked(target, Purpose.CONNECT),
                                IpAddress.parse("192.0.2.7").orElseThrow())
                        .verdict())
                .isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void aPolicyIsOpenWhereWhatComesAfterTheRulesAsksNobody() {
        RuleSet office = new RuleSet(List.of(new Rule(
                "office",
                Action.ALLOW,
                Scope.ALL,
                new Audience(List.of(Cidr.parse("192.0.2.0/24")), Set.of(), Set.of()))));

        assertThat(policy(RuleSet.EMPTY, Optional.empty(), AllowedPorts.all(PortSet.of(443)))
                        .isOpenTo("main"))
                .isTrue();
        assertThat(policy(office, Optional.empty(), AllowedPorts.UNSET).isOpenTo("main"))
                .isFalse();
        assertThat(policy(office, EXAMPLE, AllowedPorts.UNSET).isOpenTo("main")).isTrue();
        assertThat(policy(office, Optional.empty(), new AllowedPorts(Optional.empty(), HTTPS))
                        .isOpenTo("main"))
                .isTrue();
    }

    private static AccessRequest asked(Target target, Purpose purpose) {
        return new AccessRequest(target, purpose, ANYBODY, Instant.EPOCH);
    }

    private static Rule rule(Action action, String host) {
        Scope scope = new Scope(List.of(HostPattern.parse(host)), Optional.empty(), Set.of());
        return new Rule(action.name().toLowerCase(Locale.ROOT) + "-" + host, action, scope, Audience.EVERYBODY);
    }

    private static TargetPolicy policy(RuleSet rules, Optional<TargetPattern> targets, AllowedPorts ports) {
        return new TargetPolicy(
                PolicyMode.ENFORCE,
                BlockLists.EMPTY,
                new RuleSet(rules.rules(), targets, ports, Map.of()),
                new AddressRules(List.of()));
    }

    private static Decision judge(String target, String address) throws Exception {
        InetAddress dialled = IpAddress.parse(address).orElseThrow();
        return policy(blockList(), Optional.empty(), HTTPS)
                .judge(asked(Target.parse(target), Purpose.CONNECT), dialled);
    }

    private static TargetPolicy policy(BlockLists blocked, Optional<TargetPattern> targets, Optional<PortSet> ports) {
        AllowedPorts allowed = new AllowedPorts(ports, ports);
        return new TargetPolicy(
                PolicyMode.ENFORCE,
                blocked,
                new RuleSet(List.of(), targets, allowed, Map.of()),
                new AddressRules(List.of()));
    }

    private static BlockLists blockList() {
        return TestLists.blocking("ads.example", "192.0.2.7");
    }
}
