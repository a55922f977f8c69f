package adit.config;

import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with the YAML or with its keys, whatever the values. */
final class StructureTest {
    private static final String PLAIN = "; allowed: plain values, written out where they are used";

    @Test
    void anUnknownKeyComesWithTheNearestKnownOne() {
        assertThat(problems("client_connection:", "  initiaton_timeout: 5s"))
                .containsExactly("adit.yaml:2:3: client_connection.initiaton_timeout: found an unknown key;"
                        + " allowed: initiation_timeout, relay_policy, tcp; did you mean 'initiation_timeout'?");
    }

    @Test
    void aKeyInTheWrongSectionComesWithItsFullName() {
        assertThat(problems("shutdown:", "  head_size: 16kb"))
                .containsExactly("adit.yaml:2:3: shutdown.head_size: found an unknown key;"
                        + " allowed: drain_timeout; did you mean 'limits.head_size'?");
    }

    @Test
    void aKeyLikeNoOtherComesWithoutAGuess() {
        assertThat(problems("shutdown: {xyzzy: 1}"))
                .containsExactly("adit.yaml:1:12: shutdown.xyzzy: found an unknown key; allowed: drain_timeout");
    }

    @Test
    void theValueOfAnUnknownKeyIsNotShown() {
        assertThat(problems("authentication: {password: hunter2}", "tls_password: [hunter2]"))
                .hasSize(2)
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void aFileThatIsNoConfigurationIsNotShown() {
        assertThat(problems("hunter2"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:1:1: found a text; allowed: a section with the keys");
    }

    @Test
    void aDuplicateKeyIsRefused() {
        assertThat(problems("limits:", "  head_size: 16kb", "  head_size: 32kb"))
                .containsExactly("adit.yaml:3:3: limits.head_size: found it a second time;"
                        + " allowed: once; the first is on line 2");
    }

    @Test
    void aDuplicateSectionIsRefused() {
        assertThat(problems("limits: {}", "limits: {}"))
                .containsExactly(
                        "adit.yaml:2:1: limits: found it a second time; allowed: once; the first is on line 1");
    }

    @Test
    void aTextInPlaceOfASectionIsRefused() {
        assertThat(problems("shutdown: now"))
                .containsExactly(
                        "adit.yaml:1:11: shutdown: found a text; allowed: a section with the keys" + " drain_timeout");
    }

    @Test
    void aListAtTheTopIsRefused() {
        assertThat(problems("- limits"))
                .singleElement()
                .asString()
                .startsWith(
                        "adit.yaml:1:1: found a list; allowed: a section with the keys open_proxy, listeners, client_conn");
    }

    @Test
    void aSectionInPlaceOfAListIsRefused() {
        assertThat(problems("listeners: {name: main}"))
                .containsExactly("adit.yaml:1:12: listeners: found a section; allowed: a list of at least one section");
    }

    @Test
    void anEmptyListOfListenersIsRefused() {
        assertThat(problems("listeners: []"))
                .containsExactly(
                        "adit.yaml:1:12: listeners: found an empty list; allowed: a list of at least one section");
    }

    @Test
    void aListAsAKeyIsRefused() {
        assertThat(problems("limits:", "  ? [a]", "  : 1"))
                .containsExactly("adit.yaml:2:5: limits: found a list as a key; allowed: the name of a key");
    }

    @Test
    void anchorsAndAliasesAreRefused() {
        assertThat(problems(
                        "client_connection:",
                        "  relay_policy: &limits {idle_timeout: 5m}",
                        "target_connection:",
                        "  relay_policy: *limits"))
                .containsExactly(
                        "adit.yaml:2:17: found the anchor &limits" + PLAIN,
                        "adit.yaml:4:17: found the alias *limits" + PLAIN);
    }

    @Test
    void anAliasOfItselfIsRefused() {
        assertThat(problems("policy: &loop", "  rules: *loop"))
                .containsExactly(
                        "adit.yaml:1:9: found the anchor &loop" + PLAIN,
                        "adit.yaml:2:10: found the alias *loop" + PLAIN);
    }

    @Test
    void mergeKeysAreUnknownKeys() {
        assertThat(problems("shutdown: {<<: {drain_timeout: 1s}}"))
                .containsExactly("adit.yaml:1:12: shutdown.<<: found an unknown key; allowed: drain_timeout");
    }

    @Test
    void tagsAreRefusedAndWhatTheyTagIsStillChecked() {
        assertThat(problems("shutdown: !!map", "  drain_timeout: !!java.net.URL [x]"))
                .containsExactly(
                        "adit.yaml:1:11: found the tag tag:yaml.org,2002:map" + PLAIN,
                        "adit.yaml:2:18: found the tag tag:yaml.org,2002:java.net.URL" + PLAIN,
                        "adit.yaml:2:18: shutdown.drain_timeout: found a list; allowed: 0 for none, or a duration up"
                                + " to 7d, such as 250ms, 10s, 5m, 1h or 7d");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThat(problems("limits: {}", "---", "limits: {}"))
                .containsExactly("adit.yaml:2:1: found a second document; allowed: one document");
    }

    @Test
    void aSyntaxErrorIsOneLineWithItsPlace() {
        assertThat(problems("limits:", "  head_size: 16kb", " max_connections: 5"))
                .containsExactly("adit.yaml:3:2: is not valid YAML: expected <block end>, but found '<block mapping"
                        + " start>'");
        assertThat(problems("limits: {")).singleElement().asString().startsWith("adit.yaml:1:10: is not valid YAML: ");
        assertThat(problems("limits:", "\thead_size: 16kb"))
                .containsExactly("adit.yaml:2:1: is not valid YAML: found character '\\t(TAB)' that cannot start any"
                        + " token. (Do not use \\t(TAB) for indentation)");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problems("limits: " + "[".repeat(100_000)))
                .containsExactly("adit.yaml:1:24: is not valid YAML: nested deeper than 16 levels");
    }

    @Test
    void allProblemsComeAtOnceInTheOrderOfTheirPlaces() {
        assertThat(problems(
                        "shutdown: {drain_timeout: soon}",
                        "limits: {head_size: 1tb, max_connections: &a 0}",
                        "open_proxy: yes",
                        "extra: 1"))
                .extracting(line -> line.substring(0, line.indexOf(" found")))
                .containsExactly(
                        "adit.yaml:1:27: shutdown.drain_timeout:",
                        "adit.yaml:2:21: limits.head_size:",
                        "adit.yaml:2:43:",
                        "adit.yaml:2:43: limits.max_connections:",
                        "adit.yaml:3:13: open_proxy:",
                        "adit.yaml:4:1: extra:");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWithTheirPlace() {
        byte[] latin1 = "limits: {}\n# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(problems(Loading.loader(Map.of(), Map.of()), latin1)).containsExactly("adit.yaml:2:6: is not UTF-8");
    }

    @Test
    void controlCharactersAreRefusedWithTheirPlace() {
        assertThat(problems("limits:", "  head_size: 16\u0000kb"))
                .containsExactly("adit.yaml:2:16: found the control character U+0000");
    }

    @Test
    void aByteOrderMarkIsIgnored() {
        assertThat(problems("\ufeffopen_proxy: maybe"))
                .containsExactly("adit.yaml:1:13: open_proxy: found 'maybe'; allowed: true or false");
    }

    @Test
    void columnsCountCharactersBeyondTheBasicPlaneOnce() {
        assertThat(problems("shutdown: {\"\\U0001F600\": 1, '\uD83D\uDE00': 1}"))
                .extracting(line -> line.substring(0, line.indexOf(" found")))
                .containsExactly("adit.yaml:1:12: shutdown.\uD83D\uDE00:", "adit.yaml:1:29: shutdown.\uD83D\uDE00:");
    }

    @Test
    void whatAMessageShowsIsOneShortLine() {
        assertThat(problems("\"a\\n\\e[31m" + "x".repeat(500) + "\": 1"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:1:1: a\\u000a\\u001b[31mxxx")
                .contains("x…: found an unknown key")
                .hasSizeLessThan(400);
    }
}
