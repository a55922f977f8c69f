package adit.http;

/** The character classes that HTTP/1 heads are made of (RFC 9110, 5.6; RFC 5234, B.1), and how to name a culprit. */
final class Grammar {
    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private Grammar() {}

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHexDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isLetterOrDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** {@code tchar}: what methods and field names consist of. */
    static boolean isToken(int c) {
        return isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(Grammar::isToken);
    }

    /** {@code VCHAR}: printing ASCII without the space. */
    static boolean isVisible(int c) {
        return c > ' ' && c < 0x7F;
    }

    /** What a field value may hold: {@code field-vchar}, space and tab. */
    static boolean isFieldContent(int c) {
        return isVisible(c) || isBlank(c) || (c >= 0x80 && c <= 0xFF);
    }

    /** A byte of {@code OWS}. */
    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(Grammar::isDigit);
    }

    /** The character as a message may show it, whatever terminal or log the message ends up in. */
    static String show(int c) {
        return isVisible(c) ? "'" + (char) c + "'" : String.format("U+%04X", c);
    }
}
