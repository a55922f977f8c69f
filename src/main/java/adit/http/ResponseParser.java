package adit.http;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads one HTTP/1 response head, as strictly as {@link HeadParser} reads a request head, from as many pieces as it
 * comes in. Not thread-safe; one per response, interim responses included: done with once it returned a head or threw.
 */
public final class ResponseParser {
    private final StatusLine line = new StatusLine();
    private final HeadReader reader;

    /** @param maxBytes the largest head accepted, status line and empty line included */
    public ResponseParser(int maxBytes) {
        reader = new HeadReader("the response head", line, maxBytes);
    }

    /**
     * Takes bytes up to and including the end of the head; what follows stays in the buffer.
     *
     * @return the head once it is complete, empty while more is needed
     * @throws BadResponseException as soon as the input cannot become a valid head
     */
    public Optional<ResponseHead> feed(ByteBuffer in) throws BadResponseException {
        try {
            if (!reader.read(in)) {
                return Optional.empty();
            }
            ResponseHead head = new ResponseHead(line.status(), line.reason(), line.minor(), reader.fields());
            HeadRules.checkFraming(head.fields(), head.minor());
            return Optional.of(head);
        } catch (SyntaxException e) {
            throw new BadResponseException(e.getMessage());
        }
    }
}
