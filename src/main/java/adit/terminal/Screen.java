package adit.terminal;

import adit.http.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the operator reads: text of the server's, with everything replaced that would steer the terminal. */
final class Screen {
    private static final String GAP = "  ";

    private final PrintWriter out;

    Screen(PrintWriter out) {
        this.out = out;
    }

    /** Prints the lines of the text. */
    void print(String text) {
        text.lines().map(Printable::text).forEach(out::println);
    }

    /**
     * Prints the rows below their titles, in columns as wide as they need; the last one is not filled up.
     *
     * @param rows each with as many cells as there are titles; a cell is shown on one line
     */
    void table(List<String> titles, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(titles);
        rows.forEach(row -> lines.add(row.stream().map(Screen::cell).toList()));
        List<Integer> widths = IntStream.range(0, titles.size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> width(line.get(column)))
                        .max()
                        .orElseThrow())
                .toList();
        lines.forEach(line -> out.println(aligned(line, widths)));
    }

    private static String cell(String text) {
        return Printable.text(text.lines().collect(Collectors.joining(" | ")));
    }

    private static String aligned(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> cells.get(i) + " ".repeat(widths.get(i) - width(cells.get(i))))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
