package adit.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javax.management.JMException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operation {@code explain}, asked on a Monday at noon. */
class ExplainTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String RULES = """
            policy:
              block_lists: [ads.txt]
              rules:
              - id: no-mail
                action: deny
                ports: [25]
              - {id: inside, action: deny, addresses: [10.0.0.0/8]}
              - {id: night, action: deny, days: [mon], hours: "22:00-06:00"}
              - {id: bob, action: deny, users: [bob], clients: [192.0.2.0/24]}
              - {id: rest, action: allow}
              time_zone: UTC
            """;

    @TempDir
    private Path folder;

    @Test
    void anAllowedTargetHasItsRuleAndItsAddress() throws Exception {
        assertThat(explain(RULES, "example.com:443", "", "")).isEqualTo("""
                        listener: main
                        policy: default
                        target: example.com:443 by CONNECT
                        client: 127.0.0.1
                        user: none
                        mode: enforce
                        verdict: allowed
                        rule: rest (adit.yaml:10)
                        reason: a rule allows the target
                        address: 8.8.8.8 a public address: allowed""");
    }

    @Test
    void aDeniedTargetHasTheRuleWithFileAndLine() throws Exception {
        assertThat(explain(RULES, "example.com:25", "", "").lines())
                .contains(
                        "verdict: denied",
                        "rule: no-mail (adit.yaml:4)",
                        "reason: a rule of this proxy denies example.com:25");
    }

    @Test
    void eachAddressHasItsClassAndItsVerdict() throws Exception {
        assertThat(explain(RULES, "mixed.example:443", "", "").lines())
                .contains(
                        "verdict: allowed",
                        "address: 10.1.2.3 a private address (10.0.0.0/8): denied",
                        "address: 8.8.4.4 a public address: allowed");
    }

    @Test
    void anEntryOfABlockListIsNamed() throws Exception {
        assertThat(explain(RULES, "mail.ads.example:25", "", "").lines())
                .contains(
                        "verdict: denied",
                        "rule: ads.txt:2",
                        "reason: mail.ads.example:25 is on a block list of this proxy",
                        "list: ads.txt:2",
                        "resolver: The name mail.ads.example has no address.");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, bob, denied",
        "192.0.3.7, bob, allowed",
        "192.0.2.7, alice, allowed",
        "192.0.2.7, '', allowed"
    })
    void clientAndUserCount(String client, String user, String verdict) throws Exception {
        assertThat(explain(RULES, "example.com:443", client, user).lines())
                .contains("client: " + client, "verdict: " + verdict);
    }

    @Test
    void whatIsNotResolvedIsSaid() throws Exception {
        assertThat(explain(RULES, "nowhere.example:443", "", "").lines())
                .contains("verdict: unresolved", "resolver: The name nowhere.example has no address.");
        assertThat(explain("target_connection: {connect_timeout: 20ms}", "silent.example:443", "", "")
                        .lines())
                .contains("verdict: unresolved", "resolver: no answer within 20 ms");
    }

    @Test
    void theProxyItselfIsSaid() throws Exception {
        String open = "policy: {allowed_ports: {connect: any}, allowed_addresses: [127.0.0.0/8]}";
        assertThat(explain(open, "localhost:8080", "", "").lines())
                .contains("verdict: denied", "rule: loop", "address: 127.0.0.1 this proxy itself: denied");
        assertThat(explain(open, "localhost:8081", "", "").lines()).contains("verdict: allowed");
    }

    @Test
    void aReportingPolicySaysWhatItWouldDeny() throws Exception {
        String report = RULES + "  mode: report\n";
        assertThat(explain(report, "example.com:25", "", "").lines())
                .contains(
                        "mode: report",
                        "verdict: allowed",
                        "would_deny: no-mail (adit.yaml:4)",
                        "would_deny_reason: a rule of this proxy denies example.com:25");
    }

    @Test
    void aUrlIsAskedAsPlainHttp() throws Exception {
        assertThat(explain("", "http://example.com/x?y", "", "").lines())
                .contains("target: example.com:80 by plain HTTP", "verdict: allowed");
        assertThat(explain("", "example.com:80", "", "").lines())
                .contains("verdict: denied", "reason: port 80 is not among the ports that CONNECT may reach");
    }

    @Test
    void eachListenerHasABlockAndOneOfModeTcpItsDestination() throws Exception {
        String two = """
                listeners:
                - {name: main, address: "127.0.0.1:8080"}
                - {name: db, address: "127.0.0.1:5432", mode: tcp, destination: "example.com:5432", policy: few}
                policies: {few: {rules: [{id: all, action: allow}]}}
                """;
        assertThat(explain(two, "example.com:443", "", "").split("\n\n"))
                .satisfiesExactly(
                        main -> assertThat(main).startsWith("listener: main\n").contains("\nverdict: allowed\n"),
                        db -> assertThat(db)
                                .isEqualTo("listener: db\npolicy: few\nverdict: denied\n"
                                        + "reason: the listener leads to example.com:5432 alone"));
        assertThat(explain(two, "example.com:5432", "", ""))
                .contains("target: example.com:5432 by mode tcp", "rule: all (adit.yaml:4)");
    }

    @Test
    void aListenerWithUsersKnowsTheirGroupsAndSaysThatItAsks() throws Exception {
        Files.writeString(folder.resolve("users"), "alice:$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0\n");
        Files.writeString(folder.resolve("groups"), "staff: alice\n");
        String users = "authentication: {htpasswd: users, groups: groups}";
        assertThat(explain(users, "example.com:443", "", "alice").lines()).contains("user: alice of staff");
        assertThat(explain(users, "example.com:443", "", "").lines())
                .contains("authentication: required; who does not say who it is gets no further");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, '', the target is neither host:port nor an http:// URL: the port is missing: host:port is needed",
        "127.1:443, '', the target is neither",
        "'', '', the target is neither",
        "example.com:443, nobody, the client is not an IP address"
    })
    void whatIsNoTargetOrClientIsRefused(String target, String client, String message) {
        assertThatThrownBy(() -> explain("", target, client, ""))
                .rootCause()
                .hasMessageStartingWith(message)
                .hasNoCause();
    }

    private String explain(String yaml, String target, String client, String user) throws IOException, JMException {
        Files.writeString(folder.resolve("ads.txt"), "# ads\n*.ads.example\n");
        Path file = Files.writeString(folder.resolve("adit.yaml"), yaml);
        try (ManagedModel model = new ManagedModel(Optional.of(file), () -> MONDAY_NOON)) {
            String text = String.class.getName();
            return (String) model.server.invoke(
                    ManagedModel.name("Policy"), "explain", new Object[] {target, client, user}, new String[] {
                        text, text, text
                    });
        }
    }
}
