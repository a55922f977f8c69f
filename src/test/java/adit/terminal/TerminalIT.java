package adit.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import adit.app.Installation;
import adit.app.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands, by the script, to an instance of the packaged distribution. */
class TerminalIT {
    private static final String SHOP =
            "policy: {rules: [{id: shop, action: allow, hosts: [shop.example], ports: [443]}]}\n";

    @TempDir
    Path scratch;

    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        installation = Installation.unpack(scratch);
        Path file = Files.writeString(scratch.resolve("adit.yaml"), """
                policy:
                  allowed_addresses: ["127.0.0.1/32"]
                  rules:
                    - {id: bank, action: allow, hosts: [bank.example], ports: [443]}
                    - {id: echo, action: allow, ports: [7]}
                """);
        Result start = installation.tunnel("start", "--bind", "127.0.0.1:0", "--config", file.toString());
        assertThat(start.code()).as(start.output()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        installation.environment.put("ADIT_STOP_TIMEOUT", "5");
        assertThat(installation.tunnel("stop").code()).isZero();
    }

    private void succeeds(String output, String... command) throws Exception {
        Result result = installation.tunnel(command);
        assertThat(result.output()).contains(output);
        assertThat(result.code()).isZero();
    }

    private void fails(int code, String output, String... command) throws Exception {
        Result result = installation.tunnel(command);
        assertThat(result.output()).contains(output).doesNotContain("\tat ");
        assertThat(result.code()).isEqualTo(code);
    }

    private String stage(String yaml) throws Exception {
        return Files.writeString(scratch.resolve("new.yaml"), yaml).toString();
    }

    @Test
    void aVerdictIsAnExitCodeWithItsReasons() throws Exception {
        succeeds("rule: echo", "explain", "127.0.0.1:7", "--listener", "main");
        fails(10, "verdict: denied", "explain", "shop.example:443", "--user", "alice", "--from", "192.0.2.7");
        fails(2, "the target is neither host:port", "explain", "shop.example");
    }

    @Test
    void aChangeIsStagedComparedCommittedAndTakenBack() throws Exception {
        fails(1, "nothing is staged", "policy", "commit");
        succeeds("rule added: shop", "policy", "stage", stage(SHOP));
        succeeds("rule removed: bank", "policy", "diff");
        succeeds("again; put it there to keep it", "policy", "commit", "grace", "30s");
        succeeds("version 3 in force", "policy", "rollback", "1");
        assertThat(installation.tunnel("policy", "history").output().lines())
                .satisfiesExactly(
                        titles -> assertThat(titles).startsWith("VERSION  AT "),
                        third -> assertThat(third).startsWith("3 ").contains("rollback to 1"),
                        second -> assertThat(second).startsWith("2 ").contains("commit grace"),
                        first -> assertThat(first).startsWith("1 ").contains("start"));
        fails(1, "no version 9", "policy", "rollback", "9");
    }

    @Test
    void whatIsStagedMayComeFromAPipeAndBeDropped() throws Exception {
        Result staged = installation.execute(
                "bash",
                "-c",
                "\"$0\" policy stage - < \"$1\"",
                installation.script().toString(),
                stage(SHOP));
        assertThat(staged.output()).contains("rule added: shop");
        assertThat(staged.code()).isZero();
        succeeds("dropped", "policy", "rollback");
        fails(1, "nothing is staged", "policy", "diff");
    }

    @Test
    void aWrongConfigurationIsNotStaged() throws Exception {
        fails(6, ":2:", "policy", "stage", stage("policy:\n  rules: 3\n"));
        fails(1, "nothing is staged", "policy", "diff");
    }

    @Test
    void aGrantIsListedUntilItIsRevoked() throws Exception {
        succeeds("shop.example:443", "policy", "allow", "shop.example:443", "--for", "30m", "--reason", "an audit");
        assertThat(installation.tunnel("policy", "grants").output().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("grant-1 ")
                .contains(" shop.example:443 ")
                .endsWith(" an audit");
        succeeds("grant-1 revoked", "policy", "revoke", "grant-1");
        assertThat(installation.tunnel("policy", "grants").output()).hasLineCount(1);
        fails(2, "duration", "policy", "allow", "shop.example:443", "--for", "30x", "--reason", "an audit");
        fails(1, "no grant", "policy", "revoke", "grant-9");
    }

    @Test
    void rulesAreProposedOnlyWhereTargetsMayBeNamed() throws Exception {
        fails(1, "learn needs privacy.target: full", "policy", "learn");
    }

    @Test
    void whatIsLiveIsShownFromManySides() throws Exception {
        succeeds("\nI/O threads: ", "status");
        assertThat(installation.tunnel("status", "--brief").output()).doesNotContain("I/O threads");
        succeeds("\"tunnels\": []", "tunnels", "--json");
        succeeds("0 live, 0 since the start; sorted by -rate", "top");
        succeeds("LISTENING", "listeners");
        fails(1, "no live tunnel has the id '7k2m'", "close", "7k2m");
        succeeds("tunnels closed: 0", "close", "--target", "a.example:443");
        succeeds("Examples:", "start", "--help");
        succeeds("complete", "completion");
    }

    @Test
    void valuesInForceTellWhereTheyWereWritten() throws Exception {
        assertThat(installation.tunnel("config").output())
                .containsPattern("listeners\\[0]\\.address +127\\.0\\.0\\.1:0 +command line")
                .containsPattern("policy\\.rules\\[0]\\.id +bank +\\S*adit\\.yaml:4:12");
        succeeds("24kb", "config", "--set", "limits.head_size=24kb");
        succeeds("ok    instance: pid " + installation.pid() + " runs", "doctor");
    }

    @Test
    void topDrawsOnATerminalAndLeavesItAsItWas() throws Exception {
        // script(1) gives it a terminal, and hands on what is in its own input: the key that ends it.
        Result top = installation.execute(
                "bash",
                "-c",
                "printf q | TERM=xterm script -qec \"stty -g; '$0' top; stty -g\" /dev/null",
                installation.script().toString());
        assertThat(top.output()).contains("\u001b[?1049h", "0 live, 0 since the start", "\u001b[?1049l");
        List<String> modes = Pattern.compile("[0-9a-f]+(:[0-9a-f]+){10,}")
                .matcher(top.output())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(modes).hasSize(2);
        assertThat(modes.get(1)).isEqualTo(modes.get(0));
    }

    @Test
    void aJavaWithoutTheModuleIsToldOff() throws Exception {
        installation.environment.put("JAVA_OPTS", "--limit-modules java.se");
        fails(5, "no module jdk.attach", "policy", "diff");
    }

    @Test
    void wrongUsageNeedsNoHelpToBeUnderstood() throws Exception {
        fails(2, "allowed are allow, commit, diff", "policy", "frob");
        fails(2, "HOST:PORT", "explain");
    }

    @Test
    void withoutAnInstanceThereIsHelpAlone() throws Exception {
        installation.tunnel("stop");
        fails(7, "Adit is not running", "policy", "diff");
        fails(7, "Adit is not running", "explain", "shop.example:443");
        succeeds("Usage: tunnel.sh explain", "explain", "--help");
        succeeds("Usage: tunnel.sh policy stage", "policy", "stage", "--help");
    }
}
