package adit.lists;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.Host;
import adit.http.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lists that others maintain, as packages have them. Where they are not installed the test is skipped, unless
 * {@code ADIT_ALL_CLIENTS=1} says that none may be missing.
 */
class RealListsIT {
    private static final Path UBLOCK = Path.of("/usr/share/chromium/extensions/ublock-origin/assets");
    private static final Path DISPOSABLE = Path.of("node_modules/disposable-email-domains");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** A filter that blocks a name and all below. */
    private static final Pattern PLAIN = Pattern.compile("\\|\\|([a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.[a-z]+)\\^");

    @ParameterizedTest
    @CsvSource({"easylist.txt, 40000", "easyprivacy.txt, 40000"})
    void whatBlocksWholeNamesIsUnderstoodAndNothingElse(String name, int least) throws Exception {
        Path file = installed(UBLOCK.resolve("thirdparties/easylist").resolve(name));
        BlockList list = read(file);
        List<String> lines = Files.readAllLines(file);
        List<String> blocked = lines.stream()
                .map(PLAIN::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        int filters = (int) lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("!") && !line.startsWith("[Adblock"))
                .count();

        assertThat(list.format()).isEqualTo(ListFormat.ADBLOCK);
        assertThat(blocked).hasSizeGreaterThan(least);
        assertThat(list.size()).isBetween(blocked.size(), blocked.size() + blocked.size() / 100);
        assertThat(list.size() + list.remainder().lines()).isBetween(filters - 10, filters);
        for (String host : blocked) {
            assertThat(list.match(Target.parse("a.b." + host + ":443"))).isPresent();
        }
        assertThat(list.match(Target.parse("example.com:443"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "thirdparties/urlhaus-filter/urlhaus-filter-online.txt, DOMAINS",
        "ublock/badware.min.txt, ADBLOCK",
        "ublock/filters.min.txt, ADBLOCK",
        "ublock/privacy.min.txt, ADBLOCK",
        "ublock/unbreak.min.txt, ADBLOCK",
    })
    void theFormatIsRecognised(String name, ListFormat format) throws Exception {
        assertThat(read(installed(UBLOCK.resolve(name))).format()).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource
    void aHundredThousandNamesAreTheSameInEachFormat(ListFormat format) throws Exception {
        List<String> names = names("index.json");
        String text = names.stream().map(name -> line(format, name)).collect(Collectors.joining("\n"));
        BlockList list = TestLists.read(
                new ListSource("list", TestLists.source("list").origin(), Optional.empty(), bounds()), text);

        assertThat(names).hasSizeGreaterThan(100_000);
        assertThat(list.format()).isEqualTo(format);
        assertThat(list.remainder().lines()).isZero();
        for (String name : names) {
            assertThat(list.match(Target.parse(Host.parse(name).text() + ":443")))
                    .isPresent();
        }
        assertThat(list.match(Target.parse("example.com:443"))).isEmpty();
    }

    @Test
    void wildcardsBlockWhatIsBelow() throws Exception {
        List<String> names = names("wildcard.json");
        BlockList list = TestLists.read(
                TestLists.source("list"), names.stream().map("*."::concat).collect(Collectors.joining("\n")));

        for (String name : names) {
            assertThat(list.match(Target.parse("a.b." + name + ":443"))).isPresent();
        }
    }

    private static String line(ListFormat format, String name) {
        return switch (format) {
            case HOSTS -> "0.0.0.0 " + name;
            case DOMAINS -> name;
            case ADBLOCK -> "||" + name + "^";
            case DNSMASQ -> "local=/" + name + "/";
            case RPZ -> name + " CNAME .";
        };
    }

    private static List<String> names(String file) throws IOException {
        String json = Files.readString(installed(DISPOSABLE.resolve(file)), StandardCharsets.UTF_8);
        return QUOTED.matcher(json).results().map(match -> match.group(1)).toList();
    }

    private static BlockList read(Path file) throws IOException, ListException {
        ListSource source = new ListSource("list", new ListSource.OnDisk(file), Optional.empty(), bounds());
        try (InputStream in = Files.newInputStream(file)) {
            return ListReader.read(source, in, TestLists.NOW);
        }
    }

    private static ListSource.Bounds bounds() {
        return new ListSource.Bounds(1 << 28, 10_000_000);
    }

    private static Path installed(Path file) {
        boolean mayBeMissing = !"1".equals(System.getenv("ADIT_ALL_CLIENTS"));
        Assumptions.assumeTrue(Files.exists(file) || !mayBeMissing, file + " is not installed");
        return file;
    }
}
