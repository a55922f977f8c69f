package adit.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The memory that the relays of one I/O thread share: one large direct buffer that every read goes through, and the
 * places where bytes wait that a socket did not take. Belongs to the processor's thread.
 *
 * <p>The size of a read matters more than anything else in the relay: fewer, larger system calls. What is left over
 * after a write is copied where that is little; otherwise the whole buffer is handed over, and another one takes its
 * place. Spare buffers are kept, so that a steady relay allocates nothing.
 *
 * <p>Waiting bytes are bounded: past {@link #BUDGET} no read takes more than {@link #SMALL} bytes, so that stuck
 * receivers cost that much each and no more.
 */
final class RelayBuffers {
    /** The largest read, in bytes. */
    static final int LARGE = 512 * 1024;

    /** The smallest bound on a read, and the largest rest that is copied. */
    static final int SMALL = 16 * 1024;

    /** How many bytes may wait before reads become small. */
    static final long BUDGET = 32L * 1024 * 1024;

    private static final int SPARE_LARGE = 8;
    private static final int SPARE_SMALL = 64;

    private final Deque<ByteBuffer> spareLarge = new ArrayDeque<>(SPARE_LARGE);
    private final Deque<ByteBuffer> spareSmall = new ArrayDeque<>(SPARE_SMALL);
    private ByteBuffer shared = ByteBuffer.allocateDirect(LARGE);
    private long held;

    /** The shared buffer, empty, with room for so many bytes. Good until {@link #park} or the next call. */
    ByteBuffer shared(int room) {
        return shared.clear().limit(room);
    }

    /** How much a read may take now of what its receiver last showed to take. */
    int bound(int window) {
        return held < BUDGET ? window : Math.min(window, SMALL);
    }

    /** Keeps what is left in the shared buffer until it can be written. */
    ByteBuffer park() {
        ByteBuffer kept;
        if (shared.remaining() <= SMALL) {
            ByteBuffer spare = spareSmall.poll();
            kept = (spare == null ? ByteBuffer.allocateDirect(SMALL) : spare.clear())
                    .put(shared)
                    .flip();
        } else {
            kept = shared;
            ByteBuffer spare = spareLarge.poll();
            shared = spare == null ? ByteBuffer.allocateDirect(LARGE) : spare;
        }
        held += kept.capacity();
        return kept;
    }

    /** Takes back a buffer from {@link #park}. */
    void release(ByteBuffer kept) {
        held -= kept.capacity();
        if (kept.capacity() == LARGE) {
            keep(spareLarge, kept, SPARE_LARGE);
        } else {
            keep(spareSmall, kept, SPARE_SMALL);
        }
    }

    private static void keep(Deque<ByteBuffer> spare, ByteBuffer buffer, int most) {
        if (spare.size() < most) {
            spare.push(buffer);
        }
    }

    /** Bytes of memory in which other bytes wait. */
    long held() {
        return held;
    }
}
