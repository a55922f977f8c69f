package adit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The pauses of a JVM, for collections of garbage and else, from its log of safepoints. */
record Pauses(Map<String, Samples> byCause) {
    private static final Pattern LINE = Pattern.compile("Safepoint \"([^\"]+)\".* Total: *([0-9]+) ns");

    /** @param from the first line that counts */
    static Pauses read(Path log, int from) throws IOException {
        Map<String, Samples> byCause = new TreeMap<>();
        List<String> lines = Files.readAllLines(log);
        for (String line : lines.subList(from, lines.size())) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find()) {
                byCause.computeIfAbsent(matcher.group(1), cause -> new Samples())
                        .add(Long.parseLong(matcher.group(2)));
            }
        }
        return new Pauses(byCause);
    }

    /** How many of each kind, and the worst, in ms. */
    @Override
    public String toString() {
        return byCause.entrySet().stream()
                .map(cause -> String.format(
                        Locale.ROOT,
                        "%s %d, worst %.2f",
                        cause.getKey(),
                        cause.getValue().count(),
                        cause.getValue().worstMillis()))
                .collect(Collectors.joining("; "));
    }
}
