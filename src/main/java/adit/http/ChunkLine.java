package adit.http;

import static adit.http.SyntaxException.malformed;
import static adit.http.SyntaxException.tooLarge;
import static adit.http.SyntaxException.unexpected;

import java.nio.ByteBuffer;

/**
 * Reads the line before a chunk's data, strictly: size, extensions, CRLF (RFC 9112, 7.1). Nothing of the extensions is
 * kept: hardly anybody uses them but to hide a line end in them. Reads one line after the other.
 */
final class ChunkLine {
    /** The longest line accepted. */
    static final int MAX_BYTES = 4096;

    /** The size remains a {@code long} when one more digit is appended. */
    private static final long MAX_BEFORE_DIGIT = Long.MAX_VALUE >> 4;

    private enum State {
        FIRST_DIGIT,
        SIZE,
        BEFORE_SEMICOLON,
        BEFORE_NAME,
        NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        VALUE,
        QUOTED,
        ESCAPED,
        AFTER_QUOTED,
        LINE_LF
    }

    private State state = State.FIRST_DIGIT;
    private long size;
    private int bytes;

    /**
     * Takes bytes up to and including the end of the line.
     *
     * @return whether the line has been read; the byte after it begins another one
     */
    boolean read(ByteBuffer in) throws SyntaxException {
        while (in.hasRemaining()) {
            if (bytes == MAX_BYTES) {
                throw tooLarge("a chunk size line is longer than " + MAX_BYTES + " bytes");
            }
            bytes++;
            int c = in.get() & 0xFF;
            if (state == State.LINE_LF) {
                SyntaxException.checkLineFeed(c);
                state = State.FIRST_DIGIT;
                bytes = 0;
                return true;
            }
            state = after(c);
        }
        return false;
    }

    /** The size that the last line gave. */
    long size() {
        return size;
    }

    private State after(int c) throws SyntaxException {
        return switch (state) {
            case FIRST_DIGIT -> firstDigit(c);
            case SIZE -> Grammar.isHexDigit(c) ? digit(c) : afterItem(c);
            case BEFORE_SEMICOLON -> Grammar.isBlank(c) ? state : expect(c == ';', c, State.BEFORE_NAME);
            case BEFORE_NAME -> Grammar.isBlank(c) ? state : expect(Grammar.isToken(c), c, State.NAME);
            case NAME -> Grammar.isToken(c) ? state : afterName(c);
            case AFTER_NAME -> expect(c != '\r', c, afterName(c));
            case BEFORE_VALUE -> beforeValue(c);
            case VALUE -> Grammar.isToken(c) ? state : afterItem(c);
            case QUOTED -> quoted(c);
            case ESCAPED -> expect(Grammar.isIn(Grammar.FIELD_CONTENT, c), c, State.QUOTED);
            case AFTER_QUOTED -> afterItem(c);
            case LINE_LF -> throw new IllegalStateException("the line feed is not checked here");
        };
    }

    private State firstDigit(int c) throws SyntaxException {
        size = 0;
        return digit(c);
    }

    private State digit(int c) throws SyntaxException {
        if (!Grammar.isHexDigit(c)) {
            throw malformed("a chunk does not begin with its size in hexadecimal digits");
        }
        if (size > MAX_BEFORE_DIGIT) {
            throw malformed("the size of a chunk is out of range");
        }
        size = (size << 4) | Character.digit(c, 16);
        return State.SIZE;
    }

    private State afterName(int c) throws SyntaxException {
        if (Grammar.isBlank(c)) {
            return State.AFTER_NAME;
        }
        return c == '=' ? State.BEFORE_VALUE : afterItem(c);
    }

    private State beforeValue(int c) throws SyntaxException {
        if (Grammar.isBlank(c)) {
            return state;
        }
        return c == '"' ? State.QUOTED : expect(Grammar.isToken(c), c, State.VALUE);
    }

    private State quoted(int c) throws SyntaxException {
        if (c == '"') {
            return State.AFTER_QUOTED;
        }
        return c == '\\' ? State.ESCAPED : expect(Grammar.isIn(Grammar.FIELD_CONTENT, c), c, State.QUOTED);
    }

    /** White space is accepted where another extension follows, never at the end of the line. */
    private static State afterItem(int c) throws SyntaxException {
        if (c == '\r') {
            return State.LINE_LF;
        }
        return Grammar.isBlank(c) ? State.BEFORE_SEMICOLON : expect(c == ';', c, State.BEFORE_NAME);
    }

    private static State expect(boolean holds, int c, State next) throws SyntaxException {
        if (!holds) {
            throw unexpected(c, "in a chunk size line");
        }
        return next;
    }
}
