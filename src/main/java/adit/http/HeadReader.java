package adit.http;

import static adit.http.SyntaxException.malformed;
import static adit.http.SyntaxException.tooLarge;
import static adit.http.SyntaxException.unexpected;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what requests, responses and trailer sections have in common: field lines up to an empty line, and a bound on
 * the whole (RFC 9112, 2.1 and 5).
 *
 * <p>Where RFC 9112 lets a recipient repair (a bare LF as line end, white space before the colon, folded lines), this
 * reader refuses: what two programs on a path read differently is how messages are smuggled. Each byte is looked at
 * once, so that the cost does not depend on the pieces, and input is refused at its first wrong byte rather than at a
 * deadline.
 */
final class HeadReader {
    /** The most field lines accepted. */
    static final int MAX_FIELDS = 100;

    private enum State {
        START_LINE,
        FIELD_START,
        NAME,
        VALUE,
        LINE_LF,
        HEAD_LF,
        DONE
    }

    private final String section;
    private final StartLine startLine;
    private final int maxBytes;
    private final ByteText text = new ByteText();
    private final List<Field> fields = new ArrayList<>();
    private State state = State.START_LINE;
    private int bytes;
    private String name = "";

    /**
     * @param section what is read, for messages: "the request head"
     * @param maxBytes the most bytes accepted, start line and empty line included
     */
    HeadReader(String section, StartLine startLine, int maxBytes) {
        this.section = section;
        this.startLine = startLine;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes bytes up to and including the empty line; what follows stays in the buffer.
     *
     * @return whether the empty line has been read
     */
    boolean read(ByteBuffer in) throws SyntaxException {
        if (state == State.DONE) {
            throw new IllegalStateException(section + " is complete");
        }
        int from = in.position();
        int limit = in.limit();
        in.limit(from + Math.min(in.remaining(), maxBytes - bytes));
        try {
            while (state != State.DONE && in.hasRemaining()) {
                step(in);
            }
        } finally {
            bytes += in.position() - from;
            in.limit(limit);
        }
        if (state != State.DONE && in.hasRemaining()) {
            throw tooLarge(section + " is larger than " + maxBytes + " bytes");
        }
        return state == State.DONE;
    }

    /** The field lines read so far, in their order. */
    List<Field> fields() {
        return List.copyOf(fields);
    }

    private void step(ByteBuffer in) throws SyntaxException {
        switch (state) {
            case START_LINE -> state = startLine.read(in) ? State.FIELD_START : State.START_LINE;
            case FIELD_START -> fieldStart(in);
            case NAME -> inName(in);
            case VALUE -> inValue(in);
            case LINE_LF -> lineFeed(in, State.FIELD_START);
            case HEAD_LF -> lineFeed(in, State.DONE);
            case DONE -> throw new IllegalStateException("nothing follows " + section);
        }
    }

    private void lineFeed(ByteBuffer in, State next) throws SyntaxException {
        SyntaxException.checkLineFeed(in.get());
        state = next;
    }

    private void fieldStart(ByteBuffer in) throws SyntaxException {
        int c = in.get(in.position()) & 0xFF;
        if (Grammar.isToken(c) && fields.size() < MAX_FIELDS) {
            state = State.NAME;
            return;
        }
        in.get();
        if (c == '\r') {
            state = State.HEAD_LF;
        } else if (Grammar.isBlank(c)) {
            throw malformed("a line begins with white space: folded field lines are not accepted");
        } else if (Grammar.isToken(c)) {
            throw tooLarge(section + " has more than " + MAX_FIELDS + " field lines");
        } else {
            throw unexpected(c, "at the start of a field line");
        }
    }

    private void inName(ByteBuffer in) throws SyntaxException {
        text.appendRun(in, Grammar.TOKEN);
        if (in.hasRemaining()) {
            int c = in.get() & 0xFF;
            if (c == '\r') {
                throw malformed("a field line has no colon");
            }
            if (c != ':') {
                throw unexpected(c, "in a field name");
            }
            name = text.take();
            state = State.VALUE;
        }
    }

    private void inValue(ByteBuffer in) throws SyntaxException {
        text.appendRun(in, Grammar.FIELD_CONTENT);
        if (in.hasRemaining()) {
            int c = in.get() & 0xFF;
            if (c != '\r') {
                throw unexpected(c, "in the value of a field");
            }
            fields.add(new Field(name, text.takeTrimmed()));
            state = State.LINE_LF;
        }
    }
}
