package adit.net;

import java.nio.ByteBuffer;

/**
 * What a client sent before its tunnel was open, kept until it may be sent on (RFC 9931). Bounded by {@link #ENOUGH}
 * and one read of the session.
 */
final class EarlyData {
    /** So many bytes, and the client is not read any further. */
    static final int ENOUGH = 4 * 1024;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NONE;

    void add(ByteBuffer more) {
        bytes = ByteBuffer.allocate(bytes.remaining() + more.remaining())
                .put(bytes)
                .put(more)
                .flip();
    }

    boolean isEnough() {
        return bytes.remaining() >= ENOUGH;
    }

    /** Gives the bytes away. */
    ByteBuffer take() {
        ByteBuffer taken = bytes;
        bytes = NONE;
        return taken;
    }
}
