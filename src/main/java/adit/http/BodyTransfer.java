package adit.http;

import java.nio.ByteBuffer;

/**
 * Moves one body from its sender to its receiver, framing checked and made anew. One per message; not thread-safe.
 *
 * <p>Bytes go through {@link #transfer}; or, as long as {@link #passThrough} is above 0, straight from where they were
 * read, reported by {@link #passed}. The two may alternate at any byte. After an exception nothing more may be sent as
 * this body, and neither connection used for another message.
 */
public abstract sealed class BodyTransfer permits PlainBody, ChunkedBody {
    /** With room for this many bytes more than there are in the input, {@link #transfer} consumes all of it. */
    public static final int OVERHEAD = ChunkedBody.OVERHEAD;

    private long received;

    /** What moves a body so framed to a receiver that gets the same framing. */
    static BodyTransfer of(BodyFraming framing) {
        return create(framing, true);
    }

    /** The same for a receiver of HTTP/1.0, who finds the end of a chunked body at the end of the connection. */
    static BodyTransfer withoutChunks(BodyFraming framing) {
        return create(framing, false);
    }

    private static BodyTransfer create(BodyFraming framing, boolean chunksOut) {
        return switch (framing.kind()) {
            case NONE, LENGTH -> new PlainBody(framing.length());
            case UNTIL_CLOSE -> new PlainBody(PlainBody.UNTIL_CLOSE);
            case CHUNKED -> new ChunkedBody(chunksOut);
        };
    }

    /**
     * Consumes from {@code in} what belongs to the body and finds room in {@code out}. What follows the body stays in
     * {@code in}. Where {@code out} was filled, call again with more room, also with nothing more in {@code in}.
     *
     * @throws BadBodyException where the framing is broken
     */
    public abstract void transfer(ByteBuffer in, ByteBuffer out) throws BadBodyException;

    /** How many bytes may follow that go to the receiver as they are; 0 where the next ones are framing, or none. */
    public abstract long passThrough();

    /**
     * Says that bytes went to the receiver as they were.
     *
     * @param count 0 to {@link #passThrough}
     */
    public final void passed(long count) {
        received += count;
        tookContent(count);
    }

    /** Whether the body has ended and all of it was put out. */
    public abstract boolean isDone();

    /**
     * Says that the sender ended its stream: the end of a body that lasts until then.
     *
     * @throws BadBodyException where the body is cut short: the receiver must not take it for whole
     */
    public abstract void inputEnded() throws BadBodyException;

    /** How many bytes of content came so far, framing not counted. */
    public final long received() {
        return received;
    }

    /** Called for content that went on, whichever way. */
    abstract void tookContent(long count);

    /** Moves content that goes on as it is. */
    final void pass(ByteBuffer in, ByteBuffer out) {
        int count = (int) Math.min(passThrough(), Math.min(in.remaining(), out.remaining()));
        out.put(out.position(), in, in.position(), count);
        out.position(out.position() + count);
        in.position(in.position() + count);
        passed(count);
    }
}
