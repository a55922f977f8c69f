package adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the manual leads, and what of the program it names. */
class PagesManualTest {
    private static final Path SCRIPT = Path.of("bin/tunnel.sh");
    private static final Path ALERTS = Path.of("conf/adit-alerts.yaml");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern COMMANDS = Pattern.compile(
            "(?:\\btunnel\\.sh|^adit|exec CONTAINER adit) ((?:[a-z]+-?[a-z]*)(?:\\|[a-z-]+)*)", Pattern.MULTILINE);
    private static final Pattern VARIABLE = Pattern.compile("\\bADIT_[A-Z_]+\\b");

    static List<Path> pages() throws IOException {
        return Manual.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String link : found(LINK, Files.readString(page))) {
            if (!link.startsWith("https://") && !leadsSomewhere(page, link)) {
                broken.add(link);
            }
        }
        assertThat(broken).as("links of %s", page).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.isRegularFile(target)
                && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** As web sites make them of headings. */
    private static Set<String> anchors(Path page) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        return Stream.of(1, 2, 3, 4)
                .flatMap(level -> headings(page, level))
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .map(anchor -> anchor + (seen.merge(anchor, 1, Integer::sum) == 1 ? "" : "-" + (seen.get(anchor) - 1)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> headings(Path page, int level) {
        try {
            return Manual.headings(page, level).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theManualLeadsToEveryPage() throws IOException {
        Path manual = Manual.page("manual.md");
        Set<Path> reached = found(LINK, Files.readString(manual)).stream()
                .map(link -> manual.resolveSibling(link.replaceFirst("#.*", "")).normalize())
                .collect(Collectors.toSet());

        assertThat(Manual.pages()).filteredOn(page -> !page.equals(manual)).allMatch(reached::contains);
        assertThat(found(LINK, Files.readString(Path.of("README.md")))).contains("docs/manual.md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandThatIsNamedIsThere(Path page) throws IOException {
        Set<String> named = new TreeSet<>();
        for (String code : Manual.code(page)) {
            found(COMMANDS, code).forEach(words -> named.addAll(List.of(words.split("\\|", -1))));
        }
        assertThat(named).isSubsetOf(commands());
    }

    @Test
    void theTerminalPageNamesEveryCommand() throws IOException {
        assertThat(Manual.headings(Manual.page("terminal.md"), 3))
                .containsAll(commands().stream()
                        .filter(command -> !command.equals("help"))
                        .toList());
    }

    /** As the script lists them where it is given another. */
    private static Set<String> commands() throws IOException {
        String text = Files.readString(SCRIPT).replaceAll("\" *\\\\\\n *\"", " ");
        Matcher list = Pattern.compile("unknown command '\\$verb': allowed are ([a-z, -]+)\"")
                .matcher(text);
        assertThat(list.find()).isTrue();
        return Set.of(list.group(1).split(", +"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyVariableOfTheEnvironmentThatIsNamedIsThere(Path page) throws IOException {
        List<String> known = found(VARIABLE, Files.readString(SCRIPT));
        assertThat(found(VARIABLE, String.join("\n", Manual.code(page))))
                .filteredOn(name -> !name.equals("ADIT_ALL_CLIENTS") && !name.startsWith("ADIT_LIMITS_"))
                .isSubsetOf(known);
    }

    @Test
    void theRunbookSaysWhatToDoAboutEachAlert() throws IOException {
        List<String> alerts = found(Pattern.compile("- alert: (\\w+)"), Files.readString(ALERTS));

        assertThat(Manual.headings(Manual.page("runbook.md"), 3))
                .filteredOn(title -> title.startsWith("Adit"))
                .isEqualTo(alerts);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .toList();
    }
}
