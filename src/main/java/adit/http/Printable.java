package adit.http;

import java.util.function.IntUnaryOperator;

/** Makes text of unknown origin fit to be sent or shown. */
public final class Printable {
    private static final int REPLACEMENT = '?';

    private Printable() {}

    /** The text with line feeds kept, and every other character replaced that steers a display. */
    public static String text(String text) {
        return map(text, c -> c == '\n' || isShown(c) ? c : REPLACEMENT);
    }

    /** The text as an {@code sf-string} (RFC 8941, 3.3.3): quoted ASCII, quote and backslash escaped. */
    static String quoted(String text) {
        String ascii = map(text, c -> c == ' ' || Grammar.isVisible(c) ? c : REPLACEMENT);
        return '"' + ascii.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String map(String text, IntUnaryOperator replacement) {
        return text.codePoints()
                .map(replacement)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
