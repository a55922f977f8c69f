package adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The operator's manual, {@code README.md} and {@code docs}. What a page has between the marks {@code <!-- written by a test:
 * NAME -->} and {@code <!-- end: NAME -->} is generated.
 */
public final class Manual {
    private static final Path DOCS = Path.of("docs");
    private static final String ANEW = "mvn -B test -Dtest='*ManualTest,FaultsTest,MetricsTest' -Dadit.manual=write";
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    private Manual() {}

    /** All pages. */
    public static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.filter(file -> file.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    public static Path page(String name) {
        return DOCS.resolve(name);
    }

    /**
     * Holds a page to what is generated, or with {@code -Dadit.manual=write} writes that into it.
     *
     * @param part what the marks call it
     * @param generated lines in Markdown
     */
    public static void assertTells(String page, String part, List<String> generated) throws IOException {
        Path file = page(page);
        String text = Files.readString(file);
        String begin = "<!-- written by a test: " + part + " -->\n";
        String end = "<!-- end: " + part + " -->\n";
        assertThat(text)
                .as("%s has a place for %s", file, part)
                .containsOnlyOnce(begin)
                .containsOnlyOnce(end);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        String expected = "\n" + String.join("\n", generated) + "\n\n";
        if ("write".equals(System.getProperty("adit.manual"))) {
            Files.writeString(file, text.substring(0, from) + expected + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to).lines().filter(line -> !generated.contains(line) && !line.isEmpty()))
                .as("%s is out of date; to write it anew: %s", file, ANEW)
                .isEmpty();
        assertThat(text.substring(from, to).equals(expected))
                .as("%s is out of date; to write it anew: %s", file, ANEW)
                .isTrue();
    }

    /** A row of a table. The texts have no Markdown in them. */
    public static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** The first two lines of a table. */
    public static List<String> head(String... titles) {
        return List.of(row(titles), "| --- ".repeat(titles.length) + "|");
    }

    /** Such that Markdown shows it as it is. */
    public static String plain(String text) {
        return text.replaceAll("[\\\\`*<>|~]", "\\\\$0");
    }

    /** In the type of a program; in a table, too. */
    public static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    /** What stands between fences, by the language that the fence names. */
    public static List<String> blocks(Path page, String language) throws IOException {
        return FENCED.matcher(Files.readString(page))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** What is in the type of a program within the text. */
    public static List<String> words(Path page) throws IOException {
        String text = FENCED.matcher(Files.readString(page)).replaceAll("");
        return CODE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** What stands between the fences and what is in the type of a program. */
    public static List<String> code(Path page) throws IOException {
        List<String> all = new ArrayList<>(words(page));
        FENCED.matcher(Files.readString(page))
                .results()
                .map(block -> block.group(2))
                .forEach(all::add);
        return all;
    }

    /** The titles of that level, without the type of a program. */
    public static List<String> headings(Path page, int level) throws IOException {
        Pattern heading = Pattern.compile("(?m)^#{" + level + "} (.*)$");
        return heading.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map((MatchResult match) -> match.group(1).replace("`", ""))
                .toList();
    }
}
