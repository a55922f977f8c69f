package adit.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of every stream: known from its number and the offset alone, and other for each of them. For one thread. */
final class Pattern {
    /** The most that can be asked for at once. */
    static final int MOST = 256 * 1024;

    /** Prime, so that streams which begin elsewhere stay apart. */
    private static final int PERIOD = 65_521;

    private static final int STREAM_STEP = 7919;
    private static final ByteBuffer BYTES = bytes();

    private final ByteBuffer view = BYTES.duplicate();

    private static ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PERIOD + MOST);
        for (int i = 0; bytes.hasRemaining(); i = (i + 1) % PERIOD) {
            bytes.put((byte) (i * 0x9E3779B1 >>> 24));
        }
        return bytes;
    }

    /** So many bytes of the stream, from the offset on. Good until the next call. */
    ByteBuffer at(int stream, long offset, int count) {
        int begin = (int) ((offset + (long) stream * STREAM_STEP) % PERIOD);
        return view.limit(begin + count).position(begin);
    }

    /** @throws IOException where the bytes, which stay unread, are not those of the stream */
    void check(int stream, long offset, ByteBuffer bytes) throws IOException {
        int wrong = at(stream, offset, bytes.remaining()).mismatch(bytes);
        if (wrong >= 0) {
            throw new IOException("stream " + stream + " has a wrong byte at " + (offset + wrong));
        }
    }
}
