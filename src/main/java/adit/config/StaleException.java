package adit.config;

/** What was to be put in force was checked against settings that are not in force any more. */
public final class StaleException extends Exception {
    private static final long serialVersionUID = 1;

    StaleException(long basis, long generation) {
        super("generation " + generation + " is in force by now, and this was checked against " + basis);
    }
}
