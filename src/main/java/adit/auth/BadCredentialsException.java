package adit.auth;

/** A field that is no use as credentials. The message says why, in words fit for the client, and quotes nothing. */
public final class BadCredentialsException extends Exception {
    private static final long serialVersionUID = 1;

    BadCredentialsException(String message) {
        super(message);
    }
}
