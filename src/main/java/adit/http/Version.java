package adit.http;

import static adit.http.SyntaxException.unexpected;

/** Reads {@code HTTP/1.1} or {@code HTTP/1.0}, byte by byte (RFC 9112, 2.3). */
final class Version {
    private static final String MAJOR = "HTTP/1.";

    private int length;
    private int minor;

    /**
     * Takes the next byte.
     *
     * @param otherwise the message where it belongs to no version 1
     * @return whether the version is complete
     */
    boolean take(int c, String otherwise) throws SyntaxException {
        if (length == MAJOR.length()) {
            if (!Grammar.isDigit(c)) {
                throw unexpected(c, "in the HTTP version");
            }
            minor = c == '0' ? 0 : 1;
            return true;
        }
        if (c != MAJOR.charAt(length)) {
            throw SyntaxException.malformed(otherwise);
        }
        length++;
        return false;
    }

    /** 0 or 1: a minor version above 1 is read as the highest known (RFC 9110, 2.5). */
    int minor() {
        return minor;
    }
}
