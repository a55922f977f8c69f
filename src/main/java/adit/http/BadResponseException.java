package adit.http;

/** Input that is not an HTTP/1 response head. The message says what is wrong in words fit for client and log. */
public final class BadResponseException extends Exception {
    private static final long serialVersionUID = 1;

    public BadResponseException(String message) {
        super(message);
    }
}
