package adit.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The memory that the tunnels of one I/O thread share: one large direct buffer that every relayed read goes through, a
 * smaller one for what has to be understood first, and the places where bytes wait that a socket did not take. Belongs
 * to the processor's thread.
 *
 * <p>The size of a read matters more than anything else in the relay: fewer, larger system calls. What is left over
 * after a write is copied where that is little; otherwise the whole buffer is handed over, and another one takes its
 * place. Spare buffers are kept, so that a steady relay allocates nothing.
 *
 * <p>Waiting bytes are bounded: past {@link #BUDGET} no read takes more than {@link #SMALL} bytes, and what waits takes
 * no more room than it needs, so that stuck receivers and unfinished records cost little more than that each.
 */
final class RelayBuffers {
    /** The largest read, in bytes. */
    static final int LARGE = 512 * 1024;

    /** The smallest bound on a read, and the largest rest that is copied. */
    static final int SMALL = 16 * 1024;

    /** The largest read of bytes that have to be understood before they go on. */
    static final int INPUT = 32 * 1024;

    /** How many bytes may wait before reads become small. */
    static final long BUDGET = 32L * 1024 * 1024;

    /** Room for the largest record of TLS or a read of {@link #SMALL} bytes, encrypted, and for what joins it later. */
    private static final int SMALL_BUFFER = SMALL + 4 * 1024;

    private static final int JOINING = 512;

    private static final int SPARE_LARGE = 8;
    private static final int SPARE_SMALL = 64;

    private final Deque<ByteBuffer> spareLarge = new ArrayDeque<>(SPARE_LARGE);
    private final Deque<ByteBuffer> spareSmall = new ArrayDeque<>(SPARE_SMALL);
    private ByteBuffer shared = ByteBuffer.allocateDirect(LARGE);
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT);
    private long held;

    /** The buffer for bytes that have to be understood, empty, with room for so many. Good until the next call. */
    ByteBuffer input(int room) {
        return input.clear().limit(Math.min(room, INPUT));
    }

    /**
     * A buffer to put together in what is to be written at once: the shared one, except where so much room is needed that
     * it has to be made.
     */
    ByteBuffer stage(int room) {
        return room <= LARGE ? shared(LARGE) : ByteBuffer.allocate(room);
    }

    /** The shared buffer, empty, with room for so many bytes. Good until {@link #park} or the next call. */
    ByteBuffer shared(int room) {
        return shared.clear().limit(room);
    }

    /** How much a read may take now of what its receiver last showed to take. */
    int bound(int window) {
        return held < BUDGET ? window : Math.min(window, SMALL);
    }

    /**
     * Keeps what is left until it can be written.
     *
     * @param rest the shared buffer, or one in the heap that its owner gives away
     */
    ByteBuffer park(ByteBuffer rest) {
        if (rest.remaining() <= SMALL) {
            return keep(rest);
        }
        if (!rest.isDirect()) {
            held += rest.capacity();
            return rest;
        }
        ByteBuffer kept = shared;
        shared = large();
        held += kept.capacity();
        return kept;
    }

    /**
     * Keeps a copy of these bytes, at most {@link #LARGE}. In the buffer there is room left behind them where they are no
     * more than the largest record.
     */
    ByteBuffer keep(ByteBuffer rest) {
        ByteBuffer kept = held < BUDGET ? spare(rest.remaining()) : ByteBuffer.allocate(rest.remaining() + JOINING);
        held += kept.capacity();
        return kept.put(rest).flip();
    }

    private ByteBuffer spare(int size) {
        return size + JOINING <= SMALL_BUFFER ? small() : large();
    }

    private ByteBuffer small() {
        ByteBuffer spare = spareSmall.poll();
        return spare == null ? ByteBuffer.allocateDirect(SMALL_BUFFER) : spare.clear();
    }

    private ByteBuffer large() {
        ByteBuffer spare = spareLarge.poll();
        return spare == null ? ByteBuffer.allocateDirect(LARGE) : spare.clear();
    }

    /** Takes back a buffer from {@link #park} or {@link #keep}. */
    void release(ByteBuffer kept) {
        held -= kept.capacity();
        if (kept.capacity() == LARGE) {
            spare(spareLarge, kept, SPARE_LARGE);
        } else if (kept.capacity() == SMALL_BUFFER) {
            spare(spareSmall, kept, SPARE_SMALL);
        }
    }

    private static void spare(Deque<ByteBuffer> spare, ByteBuffer buffer, int most) {
        if (spare.size() < most) {
            spare.push(buffer);
        }
    }

    /** Bytes of memory in which other bytes wait. */
    long held() {
        return held;
    }
}
