package adit.change;

import static org.assertj.core.api.Assertions.assertThat;

import adit.policy.Decision;
import adit.policy.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalTest {
    private static final Decision NOT_ALLOWED = new Decision(Verdict.NOT_ALLOWED, "rules", "no rule allows it");

    @TempDir
    private Path folder;

    private Desk desk;

    /** As a policy does whose mode is report. */
    private void report(String policy, Decision denial, String... targets) {
        for (String target : targets) {
            Decision lifted = new Decision(Verdict.ALLOWED, denial.rule(), "only reported", Optional.of(denial));
            desk.changes.decisions().decided(desk.request(target, "main", Optional.empty()), policy, lifted);
        }
    }

    @Test
    void whereNothingWasReportedNothingIsProposed() {
        desk = new Desk(folder);
        desk.ask("a.example:443");
        assertThat(desk.changes.decisions().learn()).startsWith("# No policy");
    }

    @Test
    void whatWasReportedIsProposedByPortMostAskedForFirst() {
        desk = new Desk(folder, "policy: {rules: [{id: none, action: deny}]}");
        report(
                "default",
                new Decision(Verdict.NOT_ALLOWED, "none", ""),
                "b.example:443",
                "a.example:443",
                "b.example:443");
        report("default", NOT_ALLOWED, "[2001:db8::1]:8443");

        assertThat(desk.changes.decisions().learn()).isEqualTo("""
                # Would have been denied since 2026-11-23T12:00:00Z: requests 4, targets 3.
                # Strike out what is not wanted, then add the rules to those of the policy. A section that is staged
                # takes the place of the one in the configuration.
                policy:
                  rules:
                    - id: learned-443
                      action: allow
                      ports: [443]
                      hosts:
                        - "b.example" # 2
                        - "a.example" # 1
                    - id: learned-8443
                      action: allow
                      ports: [8443]
                      hosts:
                        - "[2001:db8::1]" # 1
                """);
    }

    @Test
    void threeNamesBelowADeepParentBecomeOnePatternAndNoOthersDo() {
        desk = new Desk(folder, "policy: {rules: [{id: none, action: deny}]}");
        report("default", NOT_ALLOWED, "a.cdn.example.com:443", "b.cdn.example.com:443", "c.cdn.example.com:443");
        report("default", NOT_ALLOWED, "a.co.uk:443", "b.co.uk:443", "c.co.uk:443");
        report("default", NOT_ALLOWED, "a.example.com:443", "b.example.com:443", "c.example.com:443");
        report("default", NOT_ALLOWED, "a.two.example.com:443", "b.two.example.com:443", "c.two.example.com:80");
        report("default", NOT_ALLOWED, "192.0.2.1:443", "192.0.2.2:443", "192.0.2.3:443");

        assertThat(desk.changes.decisions().learn())
                .contains("- \"*.cdn.example.com\" # 3, names below 3")
                .contains("\"a.co.uk\"", "\"a.example.com\"", "\"a.two.example.com\"", "\"192.0.2.2\"")
                .doesNotContain("\"*.co.uk\"", "\"*.example.com\"", "\"*.two.example.com\"", "\"*.0.2");
    }

    @Test
    void theProposalLoadsAndAllowsAllThatWasReported() throws Exception {
        desk = new Desk(
                folder,
                "policy: {rules: [{id: none, action: deny}, {id: learned-443, action: deny}]}",
                "policies: {few: {rules: []}, \"no\": {}}");
        List<String> targets = List.of(
                "a.cdn.example.com:443",
                "b.cdn.example.com:443",
                "c.cdn.example.com:443",
                "x:443",
                "no:22",
                "-_-:1",
                "xn--bcher-kva.example:8443",
                "[2001:db8::1]:443",
                "[::ffff:192.0.2.1]:443",
                "192.0.2.1:65535",
                "l".repeat(63) + ".example:443");
        report("default", NOT_ALLOWED, targets.toArray(String[]::new));
        report("few", NOT_ALLOWED, "few.example:443");
        report("no", NOT_ALLOWED, "no.example:8443");

        desk.changes.stage(desk.changes.decisions().learn());
        desk.changes.commit("keep");

        assertThat(targets).allSatisfy(target -> assertThat(desk.settings
                        .current()
                        .policyOf("main")
                        .decide(desk.request(target, "main", Optional.empty()))
                        .allowed())
                .isTrue());
        assertThat(desk.settings.current().policies()).containsKeys("few", "no");
    }

    @Test
    void aPolicyOfModeReportIsLearnedFrom() throws Exception {
        desk = new Desk(folder, "policy: {mode: report, rules: [{id: known, action: allow, hosts: [known.example]}]}");
        desk.ask("known.example:443");
        desk.ask("other.example:443");

        String yaml = desk.changes.decisions().learn();

        assertThat(yaml).contains("\"other.example\" # 1").doesNotContain("\"known.example\"");
        assertThat(desk.changes.stage(yaml)).contains("policy default: mode: enforce (was report)");
    }

    @Test
    void whatAListOrARuleNamesIsLeftOut() {
        desk = new Desk(folder, "policy: {rules: [{id: no-mail, action: deny, ports: [25]}]}");
        report("default", new Decision(Verdict.BLOCKED, "ads.txt:1", ""), "ads.example:443");
        report("default", new Decision(Verdict.NOT_ALLOWED, "no-mail", ""), "mail.example:25");

        assertThat(desk.changes.decisions().learn())
                .contains("# left out, denied by ads.txt:1: ads.example:443 1")
                .contains("# left out, denied by no-mail: mail.example:25 1")
                .contains("  rules: []\n");
    }

    @Test
    void theDefaultPortsStayWhereRulesWouldTakeThemAway() {
        desk = new Desk(folder);
        report("default", NOT_ALLOWED, "a.example:8443");
        assertThat(desk.changes.decisions().learn()).contains("  allowed_ports: {connect: [443], http: [80, 443]}\n");
    }

    @Test
    void whatIsKeptIsBoundedAndStillLoads() throws Exception {
        desk = new Desk(folder, "policy: {rules: [{id: none, action: deny}]}");
        IntStream.range(0, 20_000).forEach(i -> report("default", NOT_ALLOWED, "n" + i + ".example:443"));

        String yaml = desk.changes.decisions().learn();

        assertThat(yaml).contains("There was no room for the targets of");
        assertThat(desk.changes.stage(yaml)).contains("would newly allow");
    }
}
