package adit.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A file of users or groups cannot be read or has wrong lines. The message has one line for each problem. */
public final class UserFileException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * One thing that is wrong.
     *
     * @param line from 1; 0 where the file as a whole is concerned
     * @param message what was found and what is allowed; quotes nothing but user names of other lines
     */
    public record Problem(Path file, int line, String message) {
        @Override
        public String toString() {
            return file + (line == 0 ? "" : ":" + line) + ": " + message;
        }
    }

    private final transient List<Problem> problems;

    UserFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of reading. */
    public List<Problem> problems() {
        return problems;
    }
}
