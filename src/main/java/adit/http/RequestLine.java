package adit.http;

import static adit.http.SyntaxException.malformed;
import static adit.http.SyntaxException.unexpected;

import java.nio.ByteBuffer;

/** Reads a request line and the empty lines that may stand before it (RFC 9112, 2.2 and 3). */
final class RequestLine implements StartLine {
    /** RFC 9112, 2.2 asks for at least one: old clients end a request body with one too many. */
    private static final int MAX_EMPTY_LINES = 2;

    private enum State {
        START,
        EMPTY_LINE_LF,
        METHOD,
        TARGET,
        VERSION,
        LINE_CR,
        LINE_LF,
        DONE
    }

    private final ByteText text = new ByteText();
    private final Version version = new Version();
    private State state = State.START;
    private int emptyLines;
    private String method = "";
    private String target = "";

    @Override
    public boolean read(ByteBuffer in) throws SyntaxException {
        while (state != State.DONE && in.hasRemaining()) {
            step(in);
        }
        return state == State.DONE;
    }

    /** Whether more than empty lines has come. */
    boolean hasBegun() {
        return state != State.START && state != State.EMPTY_LINE_LF;
    }

    /** The method once it has been read; empty before. */
    String method() {
        return method;
    }

    /** The request-target once it has been read; empty before. */
    String target() {
        return target;
    }

    int minor() {
        return version.minor();
    }

    boolean endsInTarget() {
        return state == State.TARGET;
    }

    private void step(ByteBuffer in) throws SyntaxException {
        switch (state) {
            case START -> start(in);
            case EMPTY_LINE_LF -> lineFeed(in, State.START);
            case METHOD -> inMethod(in);
            case TARGET -> inTarget(in);
            case VERSION -> inVersion(in.get() & 0xFF);
            case LINE_CR -> lineEnd(in.get() & 0xFF);
            case LINE_LF -> lineFeed(in, State.DONE);
            case DONE -> throw new IllegalStateException("the request line is complete");
        }
    }

    private void start(ByteBuffer in) throws SyntaxException {
        int c = in.get(in.position()) & 0xFF;
        if (Grammar.isToken(c)) {
            state = State.METHOD;
            return;
        }
        in.get();
        if (c == '\r' && emptyLines < MAX_EMPTY_LINES) {
            emptyLines++;
            state = State.EMPTY_LINE_LF;
        } else if (c == 0x16) {
            throw malformed("this looks like TLS, and this port speaks plain HTTP: use http:// for the proxy itself");
        } else if (c == 4 || c == 5) {
            throw malformed("this looks like SOCKS, and this port speaks HTTP");
        } else {
            throw unexpected(c, "at the start of the request");
        }
    }

    private void inMethod(ByteBuffer in) throws SyntaxException {
        text.appendRun(in, Grammar.TOKEN);
        if (in.hasRemaining()) {
            int c = in.get() & 0xFF;
            if (c != ' ') {
                throw unexpected(c, "in the method");
            }
            method = text.take();
            state = State.TARGET;
        }
    }

    private void inTarget(ByteBuffer in) throws SyntaxException {
        text.appendRun(in, Grammar.VISIBLE);
        if (in.hasRemaining()) {
            int c = in.get() & 0xFF;
            if (c == '\r') {
                throw malformed("the request line has no HTTP version");
            }
            if (c != ' ' || text.isEmpty()) {
                throw unexpected(c, "in the request target");
            }
            target = text.take();
            state = State.VERSION;
        }
    }

    private void inVersion(int c) throws SyntaxException {
        if (version.take(c, "the request line must end in HTTP/1.1 or HTTP/1.0 after a single space")) {
            state = State.LINE_CR;
        }
    }

    private void lineEnd(int c) throws SyntaxException {
        if (c != '\r') {
            throw unexpected(c, "after the HTTP version");
        }
        state = State.LINE_LF;
    }

    private void lineFeed(ByteBuffer in, State next) throws SyntaxException {
        SyntaxException.checkLineFeed(in.get());
        state = next;
    }
}
