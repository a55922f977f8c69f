package adit.http;

import static adit.http.SyntaxException.malformed;
import static adit.http.SyntaxException.unexpected;

import java.nio.ByteBuffer;

/**
 * Reads a status line (RFC 9112, 4). The one thing it repairs is a missing space before an absent reason phrase: many
 * servers send that, and it cannot be read in two ways.
 */
final class StatusLine implements StartLine {
    private static final int STATUS_DIGITS = 3;

    private enum State {
        VERSION,
        SPACE,
        STATUS,
        STATUS_END,
        REASON,
        LINE_LF,
        DONE
    }

    private final ByteText text = new ByteText();
    private final Version version = new Version();
    private State state = State.VERSION;
    private int status;
    private int digits;
    private String reason = "";

    @Override
    public boolean read(ByteBuffer in) throws SyntaxException {
        while (state != State.DONE && in.hasRemaining()) {
            step(in);
        }
        return state == State.DONE;
    }

    int minor() {
        return version.minor();
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }

    private void step(ByteBuffer in) throws SyntaxException {
        if (state == State.REASON) {
            inReason(in);
            return;
        }
        int c = in.get() & 0xFF;
        switch (state) {
            case VERSION -> inVersion(c);
            case SPACE -> space(c);
            case STATUS -> inStatus(c);
            case STATUS_END -> statusEnd(c);
            case LINE_LF -> lineFeed(c);
            case REASON, DONE -> throw new IllegalStateException("no state of the status line: " + state);
        }
    }

    private void inVersion(int c) throws SyntaxException {
        if (version.take(c, "the response does not begin with HTTP/1.1 or HTTP/1.0")) {
            state = State.SPACE;
        }
    }

    private void space(int c) throws SyntaxException {
        if (c != ' ') {
            throw unexpected(c, "after the HTTP version");
        }
        state = State.STATUS;
    }

    private void inStatus(int c) throws SyntaxException {
        if (!Grammar.isDigit(c) || (digits == 0 && c == '0')) {
            throw malformed("the status is not a number of three digits from 100");
        }
        status = 10 * status + c - '0';
        digits++;
        state = digits < STATUS_DIGITS ? State.STATUS : State.STATUS_END;
    }

    private void statusEnd(int c) throws SyntaxException {
        if (c != ' ' && c != '\r') {
            throw unexpected(c, "after the status");
        }
        state = c == ' ' ? State.REASON : State.LINE_LF;
    }

    private void inReason(ByteBuffer in) throws SyntaxException {
        text.appendRun(in, Grammar.FIELD_CONTENT);
        if (in.hasRemaining()) {
            int c = in.get() & 0xFF;
            if (c != '\r') {
                throw unexpected(c, "in the reason phrase");
            }
            reason = text.take();
            state = State.LINE_LF;
        }
    }

    private void lineFeed(int c) throws SyntaxException {
        SyntaxException.checkLineFeed(c);
        state = State.DONE;
    }
}
