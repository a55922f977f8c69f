package adit.terminal;

import adit.http.Printable;
import java.io.PrintWriter;
import java.util.List;

/** What the operator reads: text of the server's, with everything replaced that would steer the terminal. */
final class Screen {
    private final PrintWriter out;

    Screen(PrintWriter out) {
        this.out = out;
    }

    /** Prints the lines of the text. */
    void print(String text) {
        text.lines().map(Printable::text).forEach(out::println);
    }

    /** Prints rows as {@link Columns} has them. */
    void table(List<String> titles, List<List<String>> rows) {
        Columns.lines(titles, rows).forEach(out::println);
    }
}
