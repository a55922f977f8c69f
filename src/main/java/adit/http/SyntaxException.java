package adit.http;

/** Input that breaks the grammar of messages, before it is known whose error that is. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong with the input. */
    enum Kind {
        /** A rule is broken. */
        MALFORMED,
        /** A bound is passed. */
        TOO_LARGE,
        /** It may be in order, but is not understood here. */
        UNKNOWN_CODING
    }

    private final Kind kind;

    private SyntaxException(String message, Kind kind) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static SyntaxException malformed(String message) {
        return new SyntaxException(message, Kind.MALFORMED);
    }

    static SyntaxException tooLarge(String message) {
        return new SyntaxException(message, Kind.TOO_LARGE);
    }

    static SyntaxException unknownCoding(String message) {
        return new SyntaxException(message, Kind.UNKNOWN_CODING);
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

    Kind kind() {
        return kind;
    }
}
