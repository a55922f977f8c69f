package adit.http;

import java.util.List;
import java.util.Optional;

/**
 * How the end of a body is found (RFC 9112, 6.3).
 *
 * @param length the bytes of a body of kind LENGTH; 0 for every other kind
 */
public record BodyFraming(Kind kind, long length) {

    /** The ways to find the end of a body. */
    public enum Kind {
        /** There is no body, whatever the fields say. */
        NONE,
        /** After a number of bytes, which may be 0. */
        LENGTH,
        /** After the last chunk and the trailer section. */
        CHUNKED,
        /** At the end of the connection: responses only. */
        UNTIL_CLOSE
    }

    public static final BodyFraming NONE = new BodyFraming(Kind.NONE, 0);
    public static final BodyFraming CHUNKED = new BodyFraming(Kind.CHUNKED, 0);
    public static final BodyFraming UNTIL_CLOSE = new BodyFraming(Kind.UNTIL_CLOSE, 0);

    public static BodyFraming length(long length) {
        return new BodyFraming(Kind.LENGTH, length);
    }

    /** What the fields of a checked head announce; empty where they say nothing. */
    static Optional<BodyFraming> announced(List<Field> fields) {
        if (!Field.values(fields, "Transfer-Encoding").isEmpty()) {
            return Optional.of(CHUNKED);
        }
        List<String> lengths = Field.values(fields, "Content-Length");
        return lengths.isEmpty() ? Optional.empty() : Optional.of(length(Long.parseLong(lengths.get(0))));
    }

    /** Writes the field that announces it, where there is one. */
    void writeTo(HeadWriter out) {
        if (kind == Kind.LENGTH) {
            out.field("Content-Length", length);
        } else if (kind == Kind.CHUNKED) {
            out.field("Transfer-Encoding", "chunked");
        }
    }

    /** Whether not one byte follows the head as far as this message goes. */
    public boolean isEmpty() {
        return kind == Kind.NONE || (kind == Kind.LENGTH && length == 0);
    }
}
