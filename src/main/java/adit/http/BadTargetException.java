package adit.http;

/** A text that names no target. The message says what is wrong in words fit for the client. */
public final class BadTargetException extends Exception {
    private static final long serialVersionUID = 1;

    public BadTargetException(String message) {
        super(message);
    }
}
