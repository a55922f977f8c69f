package adit.terminal;

import adit.http.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows below their titles, in columns as wide as they need; the last one is not filled up. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /**
     * One line for the titles, and one for each row, fit to be shown.
     *
     * @param rows each with as many cells as there are titles; a cell is shown on one line
     */
    static List<String> lines(List<String> titles, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(titles);
        rows.forEach(row -> lines.add(row.stream().map(Columns::cell).toList()));
        List<Integer> widths = IntStream.range(0, titles.size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> width(line.get(column)))
                        .max()
                        .orElseThrow())
                .toList();
        return lines.stream().map(line -> aligned(line, widths)).toList();
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
