package adit.terminal;

/** The server has understood and said no; each command has an exit code for that. The message may have several lines. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
