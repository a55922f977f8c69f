package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import adit.http.Target;
import adit.policy.Rule.Action;
import adit.policy.Rule.Audience;
import adit.policy.Rule.Scope;
import java.io.StringReader;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
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
                BlockList.EMPTY,
                RuleSet.EMPTY,
                Optional.empty(),
                AllowedPorts.all(PortSet.of(443)),
                new AddressRules(List.of()));
        TargetPolicy targets = new TargetPolicy(
                BlockList.EMPTY,
                RuleSet.EMPTY,
                Optional.of(TargetPattern.compile("^db\\.example:")),
                AllowedPorts.all(PortSet.of(443)),
                new AddressRules(List.of()));

        assertThat(ports.decide(Target.parse("db.example:5432"), Purpose.FIXED, ANYBODY)
                        .allowed())
                .isTrue();
        assertThat(targets.decide(Target.parse("db.example:5432"), Purpose.FIXED, ANYBODY)
                        .allowed())
                .isTrue();
        assertThat(targets.decide(Target.parse("other.example:5432"), Purpose.FIXED, ANYBODY)
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
    }

    @Test
    void aBlockedTargetIsToldTheEntry() throws Exception {
        TargetPolicy policy = policy(blockList(), Optional.empty(), HTTPS);
        assertThat(policy.screen(Target.parse("ads.example:443")))
                .isEqualTo(new Decision(Verdict.BLOCKED, "list:1", "ads.example:443 is on a block list of this proxy"));
        assertThat(policy.screen(Target.parse("192.0.2.7:443")).rule()).isEqualTo("list:2");
        assertThat(policy.screen(Target.parse("example.com:443")).allowed()).isTrue();
    }

    @Test
    void withAnExpressionTheTargetMustContainIt() throws Exception {
        TargetPolicy policy = policy(BlockList.EMPTY, EXAMPLE, Optional.empty());
        assertThat(policy.decide(Target.parse("www.example.com:22"), Purpose.CONNECT, ANYBODY)
                        .allowed())
                .isTrue();
        assertThat(policy.decide(Target.parse("example.org:443"), Purpose.CONNECT, ANYBODY))
                .isEqualTo(new Decision(
                        Verdict.NOT_ALLOWED,
                        "allowed_targets",
                        "example.org:443 is not among the targets that this proxy allows"));
    }

    @Test
    void withPortsThePortMustBeAmongThem() throws Exception {
        TargetPolicy policy = policy(BlockList.EMPTY, Optional.empty(), HTTPS);
        assertThat(policy.decide(Target.parse("example.com:443"), Purpose.CONNECT, ANYBODY)
                        .allowed())
                .isTrue();
        assertThat(policy.decide(Target.parse("example.com:22"), Purpose.CONNECT, ANYBODY))
                .isEqualTo(new Decision(
                        Verdict.PORT_NOT_ALLOWED,
                        "allowed_ports",
                        "port 22 is not among the ports that CONNECT may reach"));
    }

    @Test
    void withBothTheTargetMustPassBoth() throws Exception {
        TargetPolicy policy = policy(BlockList.EMPTY, EXAMPLE, HTTPS);
        assertThat(policy.decide(Target.parse("example.com:443"), Purpose.CONNECT, ANYBODY)
                        .allowed())
                .isTrue();
        assertThat(policy.decide(Target.parse("example.com:80"), Purpose.CONNECT, ANYBODY)
                        .verdict())
                .isEqualTo(Verdict.PORT_NOT_ALLOWED);
        assertThat(policy.decide(Target.parse("example.org:443"), Purpose.CONNECT, ANYBODY)
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
    }

    @Test
    void anEmptyAllowListAllowsNothing() throws Exception {
        Target target = Target.parse("example.com:443");
        Optional<TargetPattern> empty = Optional.of(TargetPattern.compile(""));
        assertThat(policy(BlockList.EMPTY, Optional.empty(), Optional.empty())
                        .decide(target, Purpose.CONNECT, ANYBODY)
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(policy(BlockList.EMPTY, empty, Optional.empty())
                        .decide(target, Purpose.CONNECT, ANYBODY)
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(policy(BlockList.EMPTY, Optional.empty(), Optional.of(PortSet.of()))
                        .decide(target, Purpose.CONNECT, ANYBODY)
                        .verdict())
                .isEqualTo(Verdict.PORT_NOT_ALLOWED);
    }

    @Test
    void anyPortIsAnExplicitChoice() throws Exception {
        TargetPolicy policy = policy(BlockList.EMPTY, Optional.empty(), Optional.of(PortSet.ANY));
        assertThat(policy.decide(Target.parse("example.com:1"), Purpose.CONNECT, ANYBODY)
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
        assertThat(decision.rule()).isEqualTo("list:2");
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

        assertThat(policy.decide(Target.parse("example.com:80"), Purpose.HTTP, ANYBODY)
                        .allowed())
                .isTrue();
        assertThat(policy.decide(Target.parse("example.com:443"), Purpose.HTTP, ANYBODY))
                .isEqualTo(new Decision(
                        Verdict.PORT_NOT_ALLOWED,
                        "allowed_ports",
                        "port 443 is not among the ports that plain HTTP may reach"));
        assertThat(policy.decide(Target.parse("example.com:80"), Purpose.CONNECT, ANYBODY)
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

        assertThat(policy.decide(Target.parse("odd.example:25"), purpose, ANYBODY)
                        .rule())
                .isEqualTo("allow-odd.example");
        assertThat(policy.decide(Target.parse("www.example.com:443"), purpose, ANYBODY))
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

        assertThat(policy.decide(Target.parse("example.com:443"), purpose, ANYBODY)
                        .allowed())
                .isTrue();
        assertThat(policy.decide(Target.parse("example.org:443"), purpose, ANYBODY)
                        .rule())
                .isEqualTo("allowed_targets");
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void whereNoRuleMatchesAndNothingElseIsSetNothingIsAllowed(Purpose purpose) throws Exception {
        RuleSet rules = new RuleSet(List.of(rule(Action.DENY, "odd.example")));
        TargetPolicy policy = policy(rules, Optional.empty(), AllowedPorts.UNSET);

        assertThat(policy.decide(Target.parse("example.com:443"), purpose, ANYBODY))
                .isEqualTo(new Decision(Verdict.NOT_ALLOWED, "rules", "no rule of this proxy allows example.com:443"));
    }

    @Test
    void aRuleThatAllowsOverridesNeitherBlockListsNorAddresses() throws Exception {
        RuleSet all = new RuleSet(List.of(new Rule("all", Action.ALLOW, Scope.ALL, Audience.EVERYBODY)));
        TargetPolicy policy =
                new TargetPolicy(blockList(), all, Optional.empty(), AllowedPorts.UNSET, new AddressRules(List.of()));

        assertThat(policy.screen(Target.parse("ads.example:443")).allowed()).isFalse();
        Target target = Target.parse("intranet.example:443");
        assertThat(policy.decide(target, Purpose.CONNECT, ANYBODY).allowed()).isTrue();
        assertThat(policy.judge(target, IpAddress.parse("10.1.2.3").orElseThrow())
                        .verdict())
                .isEqualTo(Verdict.ADDRESS_DENIED);
        assertThat(policy.judge(target, IpAddress.parse("192.0.2.7").orElseThrow())
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

    private static Rule rule(Action action, String host) {
        Scope scope = new Scope(List.of(HostPattern.parse(host)), Optional.empty(), Set.of());
        return new Rule(action.name().toLowerCase(Locale.ROOT) + "-" + host, action, scope, Audience.EVERYBODY);
    }

    private static TargetPolicy policy(RuleSet rules, Optional<TargetPattern> targets, AllowedPorts ports) {
        return new TargetPolicy(BlockList.EMPTY, rules, targets, ports, new AddressRules(List.of()));
    }

    private static Decision judge(String target, String address) throws Exception {
        InetAddress dialled = IpAddress.parse(address).orElseThrow();
        return policy(blockList(), Optional.empty(), HTTPS).judge(Target.parse(target), dialled);
    }

    private static TargetPolicy policy(BlockList blocked, Optional<TargetPattern> targets, Optional<PortSet> ports) {
        AllowedPorts allowed = new AllowedPorts(ports, ports);
        return new TargetPolicy(blocked, RuleSet.EMPTY, targets, allowed, new AddressRules(List.of()));
    }

    private static BlockList blockList() throws Exception {
        BlockListReader reader = new BlockListReader();
        reader.read("list", new StringReader("ads.example\n192.0.2.7\n"));
        return reader.blockList();
    }
}
