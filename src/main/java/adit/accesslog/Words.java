package adit.accesslog;

import java.nio.charset.StandardCharsets;

/** Values that programs can split a line by: each is one word of visible ASCII. */
final class Words {
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private Words() {}

    /**
     * Percent-encodes, as UTF-8 (RFC 3986, 2.1), whatever the text has from there on that is not visible ASCII, and quotes,
     * backslashes and percent signs with it.
     */
    static void encode(StringBuilder text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                String rest = text.substring(i);
                text.setLength(i);
                encode(rest, text);
                return;
            }
        }
    }

    private static void encode(String rest, StringBuilder out) {
        for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) b)) {
                out.append((char) b);
            } else {
                out.append('%').append(DIGITS[b >> 4 & 15]).append(DIGITS[b & 15]);
            }
        }
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
    }
}
