package adit.terminal;

import java.io.PrintWriter;
import java.util.List;

/** The values of a configuration in columns. */
public final class ConfigTable {
    private static final List<String> TITLES = List.of("KEY", "VALUE", "FROM");

    private ConfigTable() {}

    /** @param rows each of a key, its value, and where that was written */
    public static void print(PrintWriter out, List<List<String>> rows) {
        new Screen(out).table(TITLES, rows);
    }
}
