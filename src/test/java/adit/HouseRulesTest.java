package adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every source file keeps to. The words looked for are put together here, or this file would break the rules. */
class HouseRulesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final int MOST_LINES = 300;

    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(" + String.join("|", "TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK") + ")\\b");
    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\..*\\.\\s*sleep\\b");
    private static final Pattern SWITCHED_OFF = Pattern.compile("@" + "Disabled");
    private static final Pattern SUPPRESSION = Pattern.compile("@" + "SuppressWarnings");
    private static final Pattern COMMENT = Pattern.compile("//|^\\s*/?\\*");

    @Test
    void noFileIsTooLongToBeReadAtOnce() throws IOException {
        for (Path file : sources(MAIN)) {
            assertThat(Files.readAllLines(file)).as("lines of %s", file).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    @Test
    void nothingIsLeftUnfinished() throws IOException {
        assertThat(linesWith(UNFINISHED, MAIN, TEST)).isEmpty();
    }

    @Test
    void noTestSleeps() throws IOException {
        assertThat(linesWith(SLEEP, TEST)).isEmpty();
    }

    @Test
    void noTestIsSwitchedOff() throws IOException {
        assertThat(linesWith(SWITCHED_OFF, TEST)).isEmpty();
    }

    @Test
    void whoSilencesTheCompilerSaysWhy() throws IOException {
        assertThat(linesWith(SUPPRESSION, MAIN, TEST)).allMatch(Line::isExplained);
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<Line> linesWith(Pattern pattern, Path... roots) throws IOException {
        List<Line> found = new ArrayList<>();
        for (Path root : roots) {
            for (Path file : sources(root)) {
                found.addAll(linesOf(file, pattern));
            }
        }
        return found;
    }

    private static List<Line> linesOf(Path file, Pattern pattern) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return IntStream.range(0, lines.size())
                .filter(i -> pattern.matcher(lines.get(i)).find())
                .mapToObj(i -> new Line(file, i + 1, i == 0 ? "" : lines.get(i - 1), lines.get(i)))
                .toList();
    }

    private record Line(Path file, int number, String before, String text) {
        boolean isExplained() {
            return COMMENT.matcher(text).find() || COMMENT.matcher(before).find();
        }

        @Override
        public String toString() {
            return file + ":" + number + ": " + text.strip();
        }
    }
}
