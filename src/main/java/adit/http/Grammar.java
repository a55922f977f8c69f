package adit.http;

/** The character classes that HTTP/1 heads are made of (RFC 9110, 5.6; RFC 5234, B.1), and how to name a culprit. */
final class Grammar {
    /** {@code tchar}: what methods and field names consist of. */
    static final int TOKEN = 1;

    /** {@code VCHAR}: printing ASCII without the space. */
    static final int VISIBLE = 2;

    /** What a field value may hold: {@code field-vchar}, space and tab. */
    static final int FIELD_CONTENT = 4;

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    /** For each byte the classes it belongs to. */
    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0; c < CLASSES.length; c++) {
            boolean visible = c > ' ' && c < 0x7F;
            boolean token = isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0;
            boolean content = visible || isBlank(c) || c >= 0x80;
            CLASSES[c] = (byte) ((token ? TOKEN : 0) | (visible ? VISIBLE : 0) | (content ? FIELD_CONTENT : 0));
        }
    }

    private Grammar() {}

    /** @param classes one or more of the constants above */
    static boolean isIn(int classes, int c) {
        return c < CLASSES.length && (CLASSES[c] & classes) != 0;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHexDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isLetterOrDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isToken(int c) {
        return isIn(TOKEN, c);
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(Grammar::isToken);
    }

    static boolean isVisible(int c) {
        return isIn(VISIBLE, c);
    }

    /** A byte of {@code OWS}. */
    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The character as a message may show it, whatever terminal or log the message ends up in. */
    static String show(int c) {
        return isVisible(c) ? "'" + (char) c + "'" : String.format("U+%04X", c);
    }
}
