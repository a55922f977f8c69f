package adit.http;

/** Input that breaks the framing of a body. The message says what is wrong in words fit for client and log. */
public final class BadBodyException extends Exception {
    private static final long serialVersionUID = 1;

    public BadBodyException(String message) {
        super(message);
    }
}
