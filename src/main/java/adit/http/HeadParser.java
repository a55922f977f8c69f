package adit.http;

import static adit.http.BadRequestException.malformed;
import static adit.http.BadRequestException.tooLarge;

import adit.http.BadRequestException.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one HTTP/1 request head, strictly (RFC 9112), from as many pieces as it comes in. Not thread-safe; one per
 * connection, done with once it returned a head or threw.
 *
 * <p>Where RFC 9112 lets a recipient repair (a bare LF as line end, white space before the colon, folded lines), this
 * parser refuses: what two programs on a path read differently is how requests are smuggled. A state machine looks at
 * each byte once, so that the cost does not depend on the pieces, and input that cannot become a head is refused at its
 * first wrong byte rather than at a deadline.
 */
public final class HeadParser {
    /** The most field lines accepted in a head. */
    public static final int MAX_FIELDS = 100;

    /** RFC 9112, 2.2 asks for at least one: old clients end a request body with one too many. */
    private static final int MAX_EMPTY_LINES = 2;

    private static final String VERSION = "HTTP/1.";

    private enum State {
        START,
        EMPTY_LINE_LF,
        METHOD,
        TARGET,
        VERSION,
        MINOR,
        VERSION_END,
        LINE_LF,
        FIELD_START,
        NAME,
        VALUE,
        HEAD_LF,
        DONE
    }

    private final int maxBytes;
    private final StringBuilder text = new StringBuilder();
    private final List<RequestHead.Field> fields = new ArrayList<>();
    private State state = State.START;
    private int bytes;
    private int emptyLines;
    private String method = "";
    private String target = "";
    private int minor;
    private String name = "";

    /** @param maxBytes the largest head accepted, request line and empty line included */
    public HeadParser(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes bytes up to and including the end of the head; what follows stays in the buffer.
     *
     * @return the head once it is complete, empty while more is needed
     * @throws BadRequestException as soon as the input cannot become a valid head
     */
    public Optional<RequestHead> feed(ByteBuffer in) throws BadRequestException {
        while (in.hasRemaining()) {
            if (bytes == maxBytes) {
                throw overflow();
            }
            bytes++;
            take(in.get() & 0xFF);
            if (state == State.DONE) {
                RequestHead head = new RequestHead(method, target, minor, List.copyOf(fields));
                HeadRules.check(head);
                return Optional.of(head);
            }
        }
        return Optional.empty();
    }

    /** The method once it has been read, valid head or not; empty before. */
    public String method() {
        return method;
    }

    private BadRequestException overflow() {
        return state == State.TARGET
                ? new BadRequestException(
                        Kind.TARGET_TOO_LONG, "the request target does not end within " + maxBytes + " bytes")
                : tooLarge("the request head is larger than " + maxBytes + " bytes");
    }

    private void take(int c) throws BadRequestException {
        switch (state) {
            case START -> start(c);
            case EMPTY_LINE_LF -> lineFeed(c, State.START);
            case METHOD -> inMethod(c);
            case TARGET -> inTarget(c);
            case VERSION -> inVersion(c);
            case MINOR -> minor(c);
            case VERSION_END -> versionEnd(c);
            case LINE_LF -> lineFeed(c, State.FIELD_START);
            case FIELD_START -> fieldStart(c);
            case NAME -> inName(c);
            case VALUE -> inValue(c);
            case HEAD_LF -> lineFeed(c, State.DONE);
            case DONE -> throw new IllegalStateException("the head is complete");
        }
    }

    private void start(int c) throws BadRequestException {
        if (c == '\r' && emptyLines < MAX_EMPTY_LINES) {
            emptyLines++;
            state = State.EMPTY_LINE_LF;
        } else if (Grammar.isToken(c)) {
            text.append((char) c);
            state = State.METHOD;
        } else if (c == 0x16) {
            throw malformed("this looks like TLS, and this port speaks plain HTTP: use http:// for the proxy itself");
        } else if (c == 4 || c == 5) {
            throw malformed("this looks like SOCKS, and this port speaks HTTP");
        } else {
            throw unexpected(c, "at the start of the request");
        }
    }

    private void inMethod(int c) throws BadRequestException {
        if (c == ' ') {
            method = takeText();
            state = State.TARGET;
        } else if (Grammar.isToken(c)) {
            text.append((char) c);
        } else {
            throw unexpected(c, "in the method");
        }
    }

    private void inTarget(int c) throws BadRequestException {
        if (c == ' ' && !text.isEmpty()) {
            target = takeText();
            state = State.VERSION;
        } else if (Grammar.isVisible(c)) {
            text.append((char) c);
        } else if (c == '\r') {
            throw malformed("the request line has no HTTP version");
        } else {
            throw unexpected(c, "in the request target");
        }
    }

    private void inVersion(int c) throws BadRequestException {
        if (c != VERSION.charAt(text.length())) {
            throw malformed("the request line must end in HTTP/1.1 or HTTP/1.0 after a single space");
        }
        text.append((char) c);
        if (text.length() == VERSION.length()) {
            text.setLength(0);
            state = State.MINOR;
        }
    }

    /** A minor version above 1 is read as the highest known (RFC 9110, 2.5). */
    private void minor(int c) throws BadRequestException {
        if (!Grammar.isDigit(c)) {
            throw unexpected(c, "in the HTTP version");
        }
        minor = c == '0' ? 0 : 1;
        state = State.VERSION_END;
    }

    private void versionEnd(int c) throws BadRequestException {
        if (c != '\r') {
            throw unexpected(c, "after the HTTP version");
        }
        state = State.LINE_LF;
    }

    private void lineFeed(int c, State next) throws BadRequestException {
        if (c != '\n') {
            throw malformed("a carriage return without a line feed: lines end with both");
        }
        state = next;
    }

    private void fieldStart(int c) throws BadRequestException {
        if (c == '\r') {
            state = State.HEAD_LF;
        } else if (Grammar.isBlank(c)) {
            throw malformed("a line begins with white space: folded field lines are not accepted");
        } else if (!Grammar.isToken(c)) {
            throw unexpected(c, "at the start of a field line");
        } else if (fields.size() == MAX_FIELDS) {
            throw tooLarge("the request head has more than " + MAX_FIELDS + " field lines");
        } else {
            text.append((char) c);
            state = State.NAME;
        }
    }

    private void inName(int c) throws BadRequestException {
        if (c == ':') {
            name = takeText();
            state = State.VALUE;
        } else if (Grammar.isToken(c)) {
            text.append((char) c);
        } else if (c == '\r') {
            throw malformed("a field line has no colon");
        } else {
            throw unexpected(c, "in a field name");
        }
    }

    private void inValue(int c) throws BadRequestException {
        if (c == '\r') {
            trimEnd();
            fields.add(new RequestHead.Field(name, takeText()));
            state = State.LINE_LF;
        } else if (!Grammar.isFieldContent(c)) {
            throw unexpected(c, "in the value of a field");
        } else if (!text.isEmpty() || !Grammar.isBlank(c)) {
            text.append((char) c);
        }
    }

    private void trimEnd() {
        int end = text.length();
        while (end > 0 && Grammar.isBlank(text.charAt(end - 1))) {
            end--;
        }
        text.setLength(end);
    }

    private String takeText() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    private static BadRequestException unexpected(int c, String where) {
        if (c == '\n') {
            return malformed("a line feed without a carriage return: lines end with both");
        }
        return malformed(Grammar.show(c) + " is not allowed " + where);
    }
}
