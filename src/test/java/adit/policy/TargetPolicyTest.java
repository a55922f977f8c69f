package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import adit.http.Target;
import java.io.StringReader;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetPolicyTest {
    private static final Optional<TargetPattern> EXAMPLE = Optional.of(TargetPattern.compile("(^|\\.)example\\.com:"));
    private static final Optional<PortSet> HTTPS = Optional.of(PortSet.of(443));

    @Test
    void aTargetThatTheOperatorFixedMayHaveAnyPortButMustBeAllowed() throws Exception {
        TargetPolicy ports = new TargetPolicy(
                BlockList.EMPTY, Optional.empty(), Optional.of(PortSet.of(443)), new AddressRules(List.of()));
        TargetPolicy targets = new TargetPolicy(
                BlockList.EMPTY,
                Optional.of(TargetPattern.compile("^db\\.example:")),
                Optional.of(PortSet.of(443)),
                new AddressRules(List.of()));

        assertThat(ports.decideFixed(Target.parse("db.example:5432")).allowed()).isTrue();
        assertThat(targets.decideFixed(Target.parse("db.example:5432")).allowed())
                .isTrue();
        assertThat(targets.decideFixed(Target.parse("other.example:5432")).verdict())
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
        assertThat(policy.decide(Target.parse("www.example.com:22")).allowed()).isTrue();
        assertThat(policy.decide(Target.parse("example.org:443")))
                .isEqualTo(new Decision(
                        Verdict.NOT_ALLOWED,
                        "allowed_targets",
                        "example.org:443 is not among the targets that this proxy allows"));
    }

    @Test
    void withPortsThePortMustBeAmongThem() throws Exception {
        TargetPolicy policy = policy(BlockList.EMPTY, Optional.empty(), HTTPS);
        assertThat(policy.decide(Target.parse("example.com:443")).allowed()).isTrue();
        assertThat(policy.decide(Target.parse("example.com:22")))
                .isEqualTo(new Decision(
                        Verdict.PORT_NOT_ALLOWED,
                        "allowed_ports",
                        "port 22 is not among the ports that CONNECT may reach"));
    }

    @Test
    void withBothTheTargetMustPassBoth() throws Exception {
        TargetPolicy policy = policy(BlockList.EMPTY, EXAMPLE, HTTPS);
        assertThat(policy.decide(Target.parse("example.com:443")).allowed()).isTrue();
        assertThat(policy.decide(Target.parse("example.com:80")).verdict()).isEqualTo(Verdict.PORT_NOT_ALLOWED);
        assertThat(policy.decide(Target.parse("example.org:443")).verdict()).isEqualTo(Verdict.NOT_ALLOWED);
    }

    @Test
    void anEmptyAllowListAllowsNothing() throws Exception {
        Target target = Target.parse("example.com:443");
        Optional<TargetPattern> empty = Optional.of(TargetPattern.compile(""));
        assertThat(policy(BlockList.EMPTY, Optional.empty(), Optional.empty())
                        .decide(target)
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(policy(BlockList.EMPTY, empty, Optional.empty())
                        .decide(target)
                        .verdict())
                .isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(policy(BlockList.EMPTY, Optional.empty(), Optional.of(PortSet.of()))
                        .decide(target)
                        .verdict())
                .isEqualTo(Verdict.PORT_NOT_ALLOWED);
    }

    @Test
    void anyPortIsAnExplicitChoice() throws Exception {
        TargetPolicy policy = policy(BlockList.EMPTY, Optional.empty(), Optional.of(PortSet.ANY));
        assertThat(policy.decide(Target.parse("example.com:1")).allowed()).isTrue();
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

    private static Decision judge(String target, String address) throws Exception {
        InetAddress dialled = IpAddress.parse(address).orElseThrow();
        return policy(blockList(), Optional.empty(), HTTPS).judge(Target.parse(target), dialled);
    }

    private static TargetPolicy policy(BlockList blocked, Optional<TargetPattern> targets, Optional<PortSet> ports) {
        return new TargetPolicy(blocked, targets, ports, new AddressRules(List.of()));
    }

    private static BlockList blockList() throws Exception {
        BlockListReader reader = new BlockListReader();
        reader.read("list", new StringReader("ads.example\n192.0.2.7\n"));
        return reader.blockList();
    }
}
