package adit.http;

import adit.http.BadRequestException.Kind;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads one HTTP/1 request head, strictly (RFC 9112), from as many pieces as it comes in. Not thread-safe; one per
 * request, done with once it returned a head or threw.
 */
public final class HeadParser {
    /** The most field lines accepted in a head. */
    public static final int MAX_FIELDS = HeadReader.MAX_FIELDS;

    private final int maxBytes;
    private final RequestLine line = new RequestLine();
    private final HeadReader reader;

    /** @param maxBytes the largest head accepted, request line and empty line included */
    public HeadParser(int maxBytes) {
        this.maxBytes = maxBytes;
        reader = new HeadReader("the request head", line, maxBytes);
    }

    /**
     * Takes bytes up to and including the end of the head; what follows stays in the buffer.
     *
     * @return the head once it is complete, empty while more is needed
     * @throws BadRequestException as soon as the input cannot become a valid head
     */
    public Optional<RequestHead> feed(ByteBuffer in) throws BadRequestException {
        try {
            if (!reader.read(in)) {
                return Optional.empty();
            }
            RequestHead head = new RequestHead(line.method(), line.target(), line.minor(), reader.fields());
            HeadRules.check(head);
            return Optional.of(head);
        } catch (SyntaxException e) {
            throw refusal(e);
        }
    }

    /** Whether anything of the head has come but the empty lines that may stand before it (RFC 9112, 2.2). */
    public boolean hasBegun() {
        return line.hasBegun();
    }

    /** The method once it has been read, valid head or not; empty before. */
    public String method() {
        return line.method();
    }

    private BadRequestException refusal(SyntaxException cause) {
        return switch (cause.kind()) {
            case MALFORMED -> BadRequestException.malformed(cause.getMessage());
            case UNKNOWN_CODING -> new BadRequestException(Kind.UNKNOWN_CODING, cause.getMessage());
            case TOO_LARGE ->
                line.endsInTarget()
                        ? new BadRequestException(
                                Kind.TARGET_TOO_LONG, "the request target does not end within " + maxBytes + " bytes")
                        : new BadRequestException(Kind.TOO_LARGE, cause.getMessage());
        };
    }
}
