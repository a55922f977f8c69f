package adit.http;

/** Input that is not an HTTP/1 request head that can be served. The message says what is wrong in words fit for the client. */
public final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1;

    /** Which kind of refusal the input earns. */
    public enum Kind {
        /** Breaks the grammar: 400. */
        MALFORMED,
        /** The request-target alone is larger than a head may be: 414 (RFC 9112, 3). */
        TARGET_TOO_LONG,
        /** Larger than allowed: 431. */
        TOO_LARGE,
        /** Expects what is not known here: 417 (RFC 9110, 10.1.1). */
        EXPECTATION_FAILED,
        /** Its content is in a transfer coding that is not known here: 501 (RFC 9112, 6.1). */
        UNKNOWN_CODING
    }

    private final Kind kind;

    public BadRequestException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static BadRequestException malformed(String message) {
        return new BadRequestException(Kind.MALFORMED, message);
    }

    public Kind kind() {
        return kind;
    }
}
