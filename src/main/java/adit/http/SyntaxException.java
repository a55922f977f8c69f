package adit.http;

/** Input that breaks the grammar of messages, before it is known whose error that is. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean tooLarge;

    private SyntaxException(String message, boolean tooLarge) {
        super(message, null, false, false);
        this.tooLarge = tooLarge;
    }

    static SyntaxException malformed(String message) {
        return new SyntaxException(message, false);
    }

    static SyntaxException tooLarge(String message) {
        return new SyntaxException(message, true);
    }

    static SyntaxException unexpected(int c, String where) {
        return malformed(
                c == '\n'
                        ? "a line feed without a carriage return: lines end with both"
                        : Grammar.show(c) + " is not allowed " + where);
    }

    /** The one byte that may follow a carriage return. */
    static void checkLineFeed(int c) throws SyntaxException {
        if (c != '\n') {
            throw malformed("a carriage return without a line feed: lines end with both");
        }
    }

    /** Whether a bound was passed rather than a rule broken. */
    boolean isTooLarge() {
        return tooLarge;
    }
}
