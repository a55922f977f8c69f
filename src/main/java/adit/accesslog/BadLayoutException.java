package adit.accesslog;

/** A text is no layout; the message says why. */
public final class BadLayoutException extends Exception {
    private static final long serialVersionUID = 1;

    private final String unknown;

    BadLayoutException(String message) {
        this(message, "");
    }

    private BadLayoutException(String message, String unknown) {
        super(message);
        this.unknown = unknown;
    }

    static BadLayoutException unknown(String field) {
        return new BadLayoutException("there is no field {" + field + "}", field);
    }

    /** What was taken for the name of a field and is none; empty where that is not what is wrong. */
    public String unknown() {
        return unknown;
    }
}
