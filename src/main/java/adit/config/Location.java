package adit.config;

import org.yaml.snakeyaml.error.Mark;

/**
 * Where a value was written.
 *
 * @param source a file, {@code environment} or {@code command line}
 * @param line from 1; 0 where the source has no lines
 * @param column in characters, from 1; 0 where only the line is known
 */
public record Location(String source, int line, int column) {
    static final String ENVIRONMENT = "environment";
    static final String COMMAND_LINE = "command line";

    /** The source of what nobody wrote. */
    static final Location DEFAULTS = of("defaults");

    static Location of(String source) {
        return new Location(source, 0, 0);
    }

    static Location of(Mark mark) {
        return new Location(mark.getName(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The same place in the terms of SnakeYAML, whose lines and columns count from 0. */
    Mark mark() {
        return new Mark(source, 0, line - 1, column - 1, new int[0], 0);
    }

    /** {@code file:line} with the name of the file alone, without what is not known. */
    String brief() {
        String file = source.substring(source.replace('\\', '/').lastIndexOf('/') + 1);
        return new Location(file, line, 0).toString();
    }

    /** {@code file:line:column}, without the parts that are not known. */
    @Override
    public String toString() {
        String shown = Shown.escaped(source);
        if (line == 0) {
            return shown;
        }
        return column == 0 ? shown + ":" + line : shown + ":" + line + ":" + column;
    }
}
