package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import adit.http.IpAddress;
import adit.http.Target;
import adit.lists.BlockLists;
import adit.lists.TestLists;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final TargetPolicy CLOSED =
            new TargetPolicy(PolicyMode.ENFORCE, BlockLists.EMPTY, RuleSet.EMPTY, new AddressRules(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com:443", "*.example.com:443", "example.com:*", "192.0.2.1:80", "[2001:db8::1]:443"})
    void aTargetReadsAsItIsWritten(String text) {
        assertThat(GrantedTarget.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":443",
                "example.com",
                "example.com:",
                "example.com:0",
                "example.com:65536",
                "example.com:0443",
                "example.com:any",
                "example.com:443-444",
                "~example:443",
                "*:443",
                "*.192.0.2.1:443",
                "[::1]",
                "exa mple:443",
                "example.com:443\n",
                "a/b:443"
            })
    void whatIsNoHostAndPortIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> GrantedTarget.parse(text));
    }

    @Test
    void aGrantCoversItsTargetAloneAndOnlyUntilItsEnd() throws Exception {
        Grants grants = Grants.NONE.with(grant("example.com:443", Optional.empty()));

        assertThat(grants.covering(asked("example.com:443", NOON.minusMillis(1))))
                .isPresent();
        assertThat(grants.covering(asked("example.com:443", NOON))).isEmpty();
        assertThat(grants.covering(asked("example.com:80", NOON.minusMillis(1))))
                .isEmpty();
        assertThat(grants.covering(asked("www.example.com:443", NOON.minusMillis(1))))
                .isEmpty();
        assertThat(grants.at(NOON).all()).isEmpty();
    }

    @Test
    void aGrantForAUserCoversNobodyElse() throws Exception {
        Grants grants = Grants.NONE.with(grant("*.example.com:*", Optional.of("alice")));

        assertThat(grants.covering(asked("a.example.com:1", NOON.minusSeconds(1))))
                .isEmpty();
        assertThat(grants.covering(asked("a.example.com:1", NOON.minusSeconds(1), Optional.of("bob"))))
                .isEmpty();
        assertThat(grants.covering(asked("a.example.com:1", NOON.minusSeconds(1), Optional.of("alice"))))
                .isPresent();
    }

    @Test
    void aGrantStandsBeforeBlockListsAndRules() throws Exception {
        TargetPolicy blocking = new TargetPolicy(
                CLOSED.mode(), TestLists.blocking("example.com", "8.8.8.8"), CLOSED.rules(), CLOSED.addresses());
        AccessRequest request = asked("example.com:443", NOON.minusSeconds(1));
        Grants grants = Grants.NONE.with(grant("example.com:443", Optional.empty()));

        Evaluation without = Evaluation.of(blocking, Grants.NONE, request);
        Evaluation with = Evaluation.of(blocking, grants, request);

        assertThat(without.verdict(Optional.empty()).verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(with.verdict(Optional.of(address("8.8.8.8")))).satisfies(decision -> {
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.rule()).isEqualTo("grant-1");
        });
        assertThat(with.judge(address("8.8.8.8")).allowed()).isTrue();
    }

    @Test
    void aGrantOpensNoSpecialAddress() throws Exception {
        Grants grants = Grants.NONE.with(grant("example.com:443", Optional.empty()));
        Evaluation evaluation = Evaluation.of(CLOSED, grants, asked("example.com:443", NOON.minusSeconds(1)));

        assertThat(evaluation.judge(address("127.0.0.1")).verdict()).isEqualTo(Verdict.ADDRESS_DENIED);
        assertThat(evaluation.verdict(Optional.of(address("169.254.169.254"))).verdict())
                .isEqualTo(Verdict.ADDRESS_DENIED);
    }

    private static Grant grant(String target, Optional<String> user) {
        return new Grant(Grant.id(1), GrantedTarget.parse(target), user, NOON, "why");
    }

    private static AccessRequest asked(String target, Instant at) throws Exception {
        return asked(target, at, Optional.empty());
    }

    private static AccessRequest asked(String target, Instant at, Optional<String> user) throws Exception {
        Requester requester =
                new Requester(address("192.0.2.7"), "main", user.map(name -> new Identity(name, Set.of())));
        return new AccessRequest(Target.parse(target), Purpose.CONNECT, requester, at);
    }

    private static InetAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
