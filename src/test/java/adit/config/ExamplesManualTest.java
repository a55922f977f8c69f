package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import adit.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations that the manual and {@code conf/adit.yaml} show. */
class ExamplesManualTest {
    private static final Pattern COMMENTED = Pattern.compile("( *)# ((?:- )?([a-z_]+):(?: .*)?)");
    private static final Pattern CONTINUED = Pattern.compile("( *)# ((?:  |- ).*)");

    @TempDir
    private Path folder;

    private record Example(Path page, String text) {
        @Override
        public String toString() {
            return page + ": " + text.lines().findFirst().orElse("");
        }
    }

    /** Those of the program; one of another begins with a comment that names its file. */
    static Stream<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Path page : Manual.pages()) {
            Manual.blocks(page, "yaml").stream()
                    .filter(text -> !text.startsWith("# prometheus.yml"))
                    .forEach(text -> examples.add(new Example(page, text)));
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleLoads(Example example) throws Exception {
        assertThat(ExampleFiles.in(folder)
                        .loader(example.text(), Map.of())
                        .load()
                        .values())
                .isNotEmpty();
    }

    @Test
    void theShippedFileLoadsWithAllOfItsExamples() throws Exception {
        String all = uncommented(Files.readAllLines(Path.of("conf/adit.yaml")))
                .replace("  block_lists: []\n", "")
                .replace("  rules: []\n", "")
                .replace("  format: json ", "  format: custom ");

        Settings settings = ExampleFiles.in(folder).loader(all, Map.of()).load();

        assertThat(settings.listeners()).extracting(Settings.Listener::name).contains("main", "guests", "db", "secure");
        assertThat(settings.policies()).containsKeys("default", "guests");
        assertThat(settings.jmx()).isPresent();
        assertThat(settings.admin().address()).isPresent();
    }

    /** With examples in the place of comments: what begins with a key, and what is indented below it. */
    private static String uncommented(List<String> lines) {
        Set<String> keys = Schema.root()
                .paths()
                .map(path -> path.replaceFirst(".*[.\\]}]", ""))
                .collect(Collectors.toSet());
        StringBuilder text = new StringBuilder();
        boolean within = false;
        String below = "";
        for (String line : lines) {
            // Among the listeners a comment begins at the margin, and stands for what is in the list.
            below = line.equals("listeners:") ? "  " : line.isEmpty() ? "" : below;
            Matcher first = COMMENTED.matcher(line);
            Matcher next = CONTINUED.matcher(line);
            if (first.matches()
                    && (keys.contains(first.group(3)) || first.group(2).startsWith("- "))) {
                text.append(first.group(1)).append(below).append(first.group(2));
                within = true;
            } else if (within && next.matches()) {
                text.append(next.group(1)).append(below).append(next.group(2));
            } else {
                text.append(line);
                within = false;
            }
            text.append('\n');
        }
        return text.toString();
    }
}
