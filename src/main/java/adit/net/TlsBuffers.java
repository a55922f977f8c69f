package adit.net;

import java.nio.ByteBuffer;

/**
 * The memory through which the TLS connections of one thread pass their records; nothing stays in it from one call to
 * the next. A thread gets its set when it first needs it.
 *
 * <p>On the heap, because JSSE of the JDK works on arrays and would copy there and back; the JDK's channels copy to and
 * from memory of their own, once, as this would have to. A native provider would want direct buffers: {@link #allocate}.
 */
final class TlsBuffers {
    /** The most plaintext that one record carries (RFC 8446, 5.1). */
    private static final int PLAIN_RECORD = 16 * 1024;

    private static final int RECORDS = 16;

    /** How many bytes of plaintext are encoded before they are written. JSSE fills its records but for 17 bytes. */
    static final int BATCH = RECORDS * (PLAIN_RECORD - 17);

    /** More than any cipher adds to a record; JSSE wants that much room left for the last one too. */
    private static final int OVERHEAD = TlsEngine.MAX_RECORD - PLAIN_RECORD;

    private static final int READ = 128 * 1024;

    private static final ThreadLocal<TlsBuffers> OF_THREAD = ThreadLocal.withInitial(TlsBuffers::new);

    private final ByteBuffer input = allocate(READ + TlsEngine.MAX_RECORD);
    private final ByteBuffer record = allocate(TlsEngine.MAX_RECORD);
    private final ByteBuffer output = allocate(BATCH + (RECORDS + 1) * OVERHEAD);

    private TlsBuffers() {}

    static TlsBuffers ofThread() {
        return OF_THREAD.get();
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size);
    }

    /** For records that came; empty. */
    ByteBuffer input() {
        return input.clear();
    }

    /** For what one record decodes to; empty. */
    ByteBuffer record() {
        return record.clear();
    }

    /** For records to be sent; empty. */
    ByteBuffer output() {
        return output.clear();
    }
}
