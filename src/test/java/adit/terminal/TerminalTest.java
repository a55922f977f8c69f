package adit.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the words of the command line to the question, and from the answer to the terminal. */
class TerminalTest {
    private final FakeBeans beans = new FakeBeans();

    private Execution execute(String... arguments) {
        return Execution.of(beans, arguments);
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                question("explain a.example:443", "Policy", "explain", "a.example:443", "", ""),
                question(
                        "explain a.example:443 --user u --from 192.0.2.7",
                        "Policy",
                        "explain",
                        "a.example:443",
                        "192.0.2.7",
                        "u"),
                question("drain", "Server", "drain", ""),
                question("drain 10m", "Server", "drain", "10m"),
                question("drain --cancel", "Server", "cancelDrain"),
                question("policy diff", "PolicyChange", "diff"),
                question("policy commit", "PolicyChange", "commit", "keep"),
                question("policy commit close", "PolicyChange", "commit", "close"),
                question("policy commit grace 30s", "PolicyChange", "commit", "grace 30s"),
                question("policy rollback", "PolicyChange", "rollback"),
                question("policy rollback 3", "PolicyChange", "rollbackTo", 3L),
                question(
                        "policy allow a.example:22 --for 30m --reason audit",
                        "PolicyChange",
                        "allowFor",
                        "a.example:22",
                        "",
                        "30m",
                        "audit"),
                question(
                        "policy allow --reason audit --user u --for PT1H a.example:22",
                        "PolicyChange",
                        "allowFor",
                        "a.example:22",
                        "u",
                        "PT1H",
                        "audit"),
                question("policy revoke g-1", "PolicyChange", "revokeGrant", "g-1"),
                question("policy learn", "PolicyChange", "learn"),
                question("policy reload-list ads", "BlockLists", "reloadList", "ads"),
                question("live", "Tunnels", "applyRelayPolicy"),
                question("policy history", "PolicyChange", "History"),
                question("policy grants", "PolicyChange", "Grants"),
                question("policy lists", "BlockLists", "BlockLists"));
    }

    private static Arguments question(String line, Object... asked) {
        return Arguments.of(line, List.of(asked));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aCommandAsksOneQuestion(String line, List<Object> asked) {
        assertThat(execute(line.split(" ", -1)).err()).isEmpty();
        assertThat(beans.asked).containsExactly(asked);
    }

    @Test
    void theAnswerIsPrinted() {
        beans.answer = "rules added: 2\nwould close 3";
        assertThat(execute("policy", "diff")).isEqualTo(new Execution(0, lines("rules added: 2", "would close 3"), ""));
    }

    @Test
    void whatIsBrokenForADialogIsALineAgain() {
        beans.answer = "rule added: shop: allow hosts\n  shop.example; ports\n  443\nwould close 3";
        assertThat(execute("policy", "diff").out())
                .isEqualTo(lines("rule added: shop: allow hosts shop.example; ports 443", "would close 3"));
    }

    @Test
    void aProposalKeepsItsIndentation() {
        beans.answer = "policy:\n  rules: []";
        assertThat(execute("policy", "learn").out()).isEqualTo(lines("policy:", "  rules: []"));
    }

    @ParameterizedTest
    @CsvSource({
        "allowed, allowed, 0",
        "allowed, denied, 10",
        "denied, unresolved, 10",
        "unresolved, denied, 10",
        "allowed, unresolved, 11"
    })
    void anExplanationEndsWithTheWorstOfItsVerdicts(String main, String guests, int code) {
        beans.answer = explanation("main", main) + "\n\n" + explanation("guests", guests);
        assertThat(execute("explain", "a.example:443"))
                .isEqualTo(new Execution(code, lines(beans.answer.split("\n", -1)), ""));
    }

    @Test
    void anExplanationMayBeOfOneListener() {
        beans.answer = explanation("main", "allowed") + "\n\n" + explanation("guests", "denied");
        assertThat(execute("explain", "a.example:443", "--listener", "main"))
                .isEqualTo(new Execution(0, lines(explanation("main", "allowed").split("\n", -1)), ""));
        assertThat(execute("explain", "a.example:443", "--listener", "gusts"))
                .isEqualTo(new Execution(2, "", lines("there is no listener 'gusts': there are main, guests")));
    }

    private static String explanation(String listener, String verdict) {
        return "listener: " + listener + "\npolicy: default\nverdict: " + verdict + "\nreason: verdict: maybe";
    }

    @Test
    void rowsAreATable() {
        beans.rows = List.of(
                Rows.row(Map.of("version", 9L, "at", "t1", "cause", "start", "summary", "3 rules")),
                Rows.row(Map.of("version", 10L, "at", "t2", "cause", "reload", "summary", "a\nb")));
        assertThat(execute("policy", "history").out())
                .isEqualTo(lines(
                        "VERSION  AT  CAUSE   SUMMARY", "9        t1  start   3 rules", "10       t2  reload  a | b"));
    }

    @Test
    void usesThatAreHiddenAreNoFigure() {
        beans.rows = Stream.of(-1L, 0L, 3L)
                .map(uses -> Rows.row(Map.of(
                        "id", "g-" + uses, "target", "a:1", "user", "u", "until", "t", "uses", uses, "reason", "why")))
                .toList();
        assertThat(execute("policy", "grants").out())
                .isEqualTo(lines(
                        "ID    TARGET  USER  UNTIL  USES  REASON",
                        "g--1  a:1     u     t      -     why",
                        "g-0   a:1     u     t      0     why",
                        "g-3   a:1     u     t      3     why"));
    }

    @Test
    void theTextOfAFileIsStaged(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("new.yaml"), "policy: {} # ü\n");
        assertThat(execute("policy", "stage", file.toString()).code()).isZero();
        assertThat(beans.asked).containsExactly(List.of("PolicyChange", "stage", "policy: {} # ü\n"));
    }

    @Test
    void whatCannotBeStagedIsSaidInOneLine(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing.yaml");
        Path large = Files.write(directory.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff});
        assertThat(Stream.of(missing, large, binary)
                        .map(file -> execute("policy", "stage", file.toString()))
                        .map(result -> result.code() + " " + result.err()))
                .containsExactly(
                        "1 cannot read: " + missing + " (No such file or directory)" + System.lineSeparator(),
                        "1 larger than 1 MB: " + large + "; names in great number belong into block lists"
                                + System.lineSeparator(),
                        "1 not UTF-8: " + binary + System.lineSeparator());
        assertThat(beans.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "explain a.example:443, 2",
        "policy allow a.example:443 --for x --reason y, 2",
        "policy stage /dev/null, 6",
        "policy commit, 1",
        "policy revoke g-9, 1"
    })
    void aRefusalHasTheWordsOfTheServer(String line, int code) {
        Beans refusing = new UnwillingBeans(new RefusedException("line 3: no\u001b[2J"));
        assertThat(Execution.of(refusing, line.split(" ", -1)))
                .isEqualTo(new Execution(code, "", lines("line 3: no?[2J")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain",
                "explain a b",
                "explain a --user",
                "explain a --user u --user v",
                "policy",
                "policy frob",
                "policy stage",
                "policy commit grace 30s now",
                "policy rollback first",
                "policy allow a.example:443",
                "frob"
            })
    void wrongUsageIsSaidInOneLine(String line) {
        Execution result = execute(line.split(" ", -1));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains("; try tunnel.sh").endsWith(" --help\n");
        assertThat(beans.asked).isEmpty();
    }

    @Test
    void anUnknownCommandIsToldTheKnownOnes() {
        assertThat(execute("policy", "frob").err())
                .startsWith("unknown or misplaced word 'frob': allowed are allow, commit, diff, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain",
                "policy",
                "policy stage",
                "policy diff",
                "policy commit",
                "policy rollback",
                "policy history",
                "policy allow",
                "policy grants",
                "policy revoke",
                "policy learn",
                "policy reload-list",
                "policy lists"
            })
    void everyCommandExplainsItselfByExample(String line) {
        Execution help = execute((line + " --help").split(" ", -1));
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: tunnel.sh " + line).contains("Example", "  tunnel.sh ");
        assertThat(help.out().lines()).allMatch(text -> text.length() <= 100);
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
