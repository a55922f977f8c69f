package adit.http;

import static adit.http.SyntaxException.malformed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A body in chunks (RFC 9112, 7.1), whose framing is taken off, and put on again unless the receiver knows no chunks.
 *
 * <p>Chunks keep their sizes: so content can pass untouched, and what goes out is hardly ever longer than what came in.
 * Only a size that a receiver might not hold in 32 bits is split.
 */
final class ChunkedBody extends BodyTransfer {
    private static final int MAX_TRAILER_BYTES = 8 * 1024;
    private static final int MAX_STAGED_LINES = 64;

    /** What waits for the end of a trailer section, a space put into each of its lines, and a few size lines. */
    static final int OVERHEAD = MAX_TRAILER_BYTES + HeadReader.MAX_FIELDS + MAX_STAGED_LINES;

    private static final long MAX_CHUNK_OUT = 1 << 30;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private enum State {
        SIZE_LINE,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILERS,
        DONE
    }

    private final boolean chunksOut;
    private final ChunkLine line = new ChunkLine();
    private final HeadReader trailers = new HeadReader("the trailer section", StartLine.NONE, MAX_TRAILER_BYTES);

    /** Framing that has to go out before anything else. */
    private ByteBuffer staged = ByteBuffer.allocate(MAX_STAGED_LINES).limit(0);

    private State state = State.SIZE_LINE;
    private long leftIn;
    private long leftOut;

    /** @param chunksOut whether the receiver gets chunks */
    ChunkedBody(boolean chunksOut) {
        this.chunksOut = chunksOut;
    }

    @Override
    public void transfer(ByteBuffer in, ByteBuffer out) throws BadBodyException {
        try {
            do {
                unstage(out);
            } while (!staged.hasRemaining() && in.hasRemaining() && advance(in, out));
        } catch (SyntaxException e) {
            throw new BadBodyException(e.getMessage());
        }
    }

    @Override
    public long passThrough() {
        return state == State.DATA && !staged.hasRemaining() ? leftOut : 0;
    }

    @Override
    void tookContent(long count) {
        leftIn -= count;
        leftOut -= count;
        if (leftIn == 0) {
            state = State.DATA_CR;
        } else if (leftOut == 0) {
            beginChunkOut(true);
        }
    }

    @Override
    public boolean isDone() {
        return state == State.DONE && !staged.hasRemaining();
    }

    @Override
    public void inputEnded() throws BadBodyException {
        if (state != State.DONE) {
            throw new BadBodyException("the chunked body ended before its last chunk was complete");
        }
    }

    /** @return whether another step may follow */
    private boolean advance(ByteBuffer in, ByteBuffer out) throws SyntaxException {
        switch (state) {
            case SIZE_LINE -> readSizeLine(in);
            case DATA -> pass(in, out);
            case DATA_CR -> readDataEnd(in.get(), '\r', State.DATA_LF);
            case DATA_LF -> readDataEnd(in.get(), '\n', State.SIZE_LINE);
            case TRAILERS -> readTrailers(in);
            case DONE -> {
                return false;
            }
        }
        return state != State.DATA || out.hasRemaining();
    }

    private void readSizeLine(ByteBuffer in) throws SyntaxException {
        if (line.read(in)) {
            leftIn = line.size();
            if (leftIn == 0) {
                state = State.TRAILERS;
            } else {
                state = State.DATA;
                beginChunkOut(false);
            }
        }
    }

    private void readDataEnd(byte c, char expected, State next) throws SyntaxException {
        if (c != expected) {
            throw malformed("the data of a chunk does not end where its size says");
        }
        state = next;
        if (next == State.SIZE_LINE && chunksOut) {
            stage(CRLF);
        }
    }

    private void readTrailers(ByteBuffer in) throws SyntaxException {
        if (trailers.read(in)) {
            state = State.DONE;
            if (chunksOut) {
                List<Field> fields = TrailerFields.forwarded(trailers.fields());
                staged = ByteBuffer.wrap(fields.isEmpty() ? LAST : last(fields));
            }
        }
    }

    private static byte[] last(List<Field> fields) {
        HeadWriter out = new HeadWriter().append("0").endLine();
        fields.forEach(out::field);
        return out.end();
    }

    private void beginChunkOut(boolean afterAnother) {
        leftOut = chunksOut ? Math.min(leftIn, MAX_CHUNK_OUT) : leftIn;
        if (chunksOut) {
            staged.clear();
            if (afterAnother) {
                staged.put(CRLF);
            }
            putHex(leftOut);
            staged.put(CRLF).flip();
        }
    }

    private void putHex(long size) {
        int shift = (Long.SIZE - 1 - Long.numberOfLeadingZeros(size)) / 4 * 4;
        for (; shift >= 0; shift -= 4) {
            staged.put(HEX[(int) (size >> shift) & 0xF]);
        }
    }

    private void stage(byte[] bytes) {
        staged.clear().put(bytes).flip();
    }

    private void unstage(ByteBuffer out) {
        int count = Math.min(staged.remaining(), out.remaining());
        out.put(out.position(), staged, staged.position(), count);
        out.position(out.position() + count);
        staged.position(staged.position() + count);
    }
}
