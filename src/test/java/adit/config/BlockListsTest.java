package adit.config;

import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.http.Target;
import adit.lists.BlockList;
import adit.lists.ListException;
import adit.lists.ListFormat;
import adit.lists.ListSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists that a policy names, and their reload. */
class BlockListsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("adit.yaml");
    }

    @Test
    void aListMayBeASectionWithANameAndAFormat() throws Exception {
        Files.writeString(folder.resolve("zone"), "ads.example CNAME .\n");
        write("policy: {block_lists: [{name: ads, file: zone, format: rpz, max_size: 1mb, max_entries: 10}]}");

        BlockList list = live().current().blockLists().get(0);

        assertThat(list.match(Target.parse("ads.example:443"))).contains("ads:1");
        assertThat(list.format()).isEqualTo(ListFormat.RPZ);
        assertThat(list.source().bounds()).isEqualTo(new ListSource.Bounds(1 << 20, 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "{name: a} => neither a file nor an url; allowed: one of file and url",
                "{name: a, file: x, url: 'https://a.example/'} => a file and an url",
                "{url: 'https://a.example/'} => policy.block_lists[0].name: found nothing",
                "{name: a, url: 'http://a.example/'} => only https keeps others from changing what is blocked",
                "{name: a, url: 'https://u:p@a.example/'} => it needs a host, and no user",
                "{name: a, url: 'https://'} => it is no URL",
                "{name: a, file: list, refresh: 1h} => it with a file; allowed: with an url only",
                "{name: a, file: 'l*'} => it with wildcards; allowed: with the name of one file",
                "{file: list, format: text} => found 'text'; allowed: hosts, domains, adblock, dnsmasq, rpz",
                "{file: list, fromat: hosts} => did you mean 'format'?",
                "{file: list, max_entries: 0} => a whole number from 1 to 100000000",
                "{name: a, url: 'https://a.example/'} => 'https://a.example/' cannot be fetched here",
                "junk => ' has no line that is understood; the first: line 1 'a b'",
                "'.' => ' is not a file",
            })
    void whatIsWrongIsToldInOneLine(String element, String message) throws Exception {
        Files.writeString(folder.resolve("list"), "ads.example\n");
        Files.writeString(folder.resolve("junk"), "a b\nc d\n");
        write("policy: {block_lists: [" + element + "]}");

        assertThat(problems(loader()))
                .singleElement()
                .asString()
                .startsWith(file + ":1:")
                .contains(message);
    }

    @Test
    void listsOfOneNameAreRefusedUnlessTheyAreTheSame() throws Exception {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("list"), "ads.example\n");
        Files.writeString(folder.resolve("a/list"), "ads.example\n");
        write("policy: {block_lists: [list, list]}", "policies: {guests: {block_lists: [list]}}");

        assertThat(live().current().blockLists()).hasSize(1);

        write("policy: {block_lists: [list]}", "policies: {guests: {block_lists: [{name: list, file: a/list}]}}");
        assertThat(problems(loader()))
                .singleElement()
                .asString()
                .contains("policies.guests.block_lists[0].name: found 'list', which is called like another list");
    }

    @Test
    void linesThatAreNotUnderstoodAreAWarning() throws Exception {
        Files.writeString(folder.resolve("list"), "ads.example\nhttp://a\n\u0007b\n/c\n/d\n");
        write("policy: {block_lists: [list]}");

        assertThat(live().current().warnings(NOW))
                .containsExactly("block list list (domains, entries: 1): lines not understood: 4; line 2 'http://a',"
                        + " line 3 '?b', line 4 '/c'");
    }

    @Test
    void aReloadReadsOnlyTheListsThatChanged() throws Exception {
        Files.writeString(folder.resolve("a"), "a.example\n");
        Files.writeString(folder.resolve("b"), "b.example\n");
        write("policy: {block_lists: [a, b]}");
        LiveSettings live = live();
        List<BlockList> before = live.current().blockLists();
        Files.writeString(folder.resolve("b"), "changed.example\n");

        live.reload();

        List<BlockList> after = live.current().blockLists();
        assertThat(after.get(0)).isSameAs(before.get(0));
        assertThat(after.get(1).match(Target.parse("changed.example:443"))).contains("b:1");
    }

    @Test
    void oneListIsReloadedInAllPoliciesThatHaveIt() throws Exception {
        Files.writeString(folder.resolve("a"), "a.example\n");
        Files.writeString(folder.resolve("b"), "b.example\n");
        write("policy: {block_lists: [a, b]}", "policies: {guests: {block_lists: [b]}}");
        LiveSettings live = live();
        BlockList kept = live.current().blockLists().get(0);
        Files.writeString(folder.resolve("a"), "not.read.example\n");
        Files.writeString(folder.resolve("b"), "b.example\nnew.example\n/\n");

        Reload reload = live.reloadList(source(live, "b")).orElseThrow();

        assertThat(reload.message())
                .isEqualTo("generation 2 in force; changed: block list b (entries: 2)\n"
                        + "warning: block list b (domains, entries: 2): lines not understood: 1; line 3 '/'");
        assertThat(live.generation()).isEqualTo(2);
        assertThat(live.lastReload()).contains(reload);
        assertThat(live.current().blockLists()).hasSize(2).first().isSameAs(kept);
        live.current().policies().values().forEach(policy -> assertThat(
                        policy.blocked().lists())
                .last()
                .extracting(BlockList::size)
                .isEqualTo(2));
    }

    @Test
    void aBadNewVersionOfAListKeepsTheOneBefore() throws Exception {
        Files.writeString(folder.resolve("a"), "a.example\n");
        write("policy: {block_lists: [a]}");
        LiveSettings live = live();
        Settings before = live.current();
        ListSource source = source(live, "a");
        Files.writeString(folder.resolve("a"), "<html>\n");

        assertThatThrownBy(() -> live.reloadList(source))
                .isInstanceOf(ListException.class)
                .hasMessage("has no line that is understood; the first: line 1 '<html>'");
        assertThat(live.current()).isSameAs(before);
        assertThat(live.lastProblem(before.blockLists().get(0))).isPresent();

        Files.writeString(folder.resolve("a"), "b.example\n");
        live.reloadList(source);
        assertThat(live.lastProblem(live.current().blockLists().get(0))).isEmpty();
    }

    private static ListSource source(LiveSettings live, String name) {
        return live.current().blockLists().stream()
                .map(BlockList::source)
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private LiveSettings live() throws ConfigurationException {
        return new LiveSettings(loader(), () -> NOW);
    }

    private ConfigurationLoader loader() {
        return new ConfigurationLoader(Optional.of(file), Map.of(), Map.of());
    }

    private void write(String... lines) throws IOException {
        Files.write(file, List.of(lines));
    }
}
