package adit.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * The memory that the tunnels of one I/O thread share: one large direct buffer that every relayed read goes through, a
 * smaller one for what has to be understood first, and the places where bytes wait that a socket did not take. Belongs
 * to the processor's thread.
 *
 * <p>The size of a read matters more than anything else in the relay: fewer, larger system calls. What is left over
 * after a write is copied where that is little; otherwise the whole buffer is handed over, and another one takes its
 * place. Spare buffers are kept, so that a steady relay allocates nothing.
 *
 * <p>Waiting bytes have a budget, the thread's share of that of the process, and never take more. In the first half reads
 * are as large as is good for speed. In the second each may take what is left divided by the connections there are, so that
 * however many get stuck, something is left for those who come after them; and what waits takes no more room than it needs.
 * In the last quarter, a tunnel for which bytes wait already is not read any more.
 */
final class RelayBuffers {
    /** The largest read, in bytes. */
    static final int LARGE = 512 * 1024;

    /** The largest read where memory is short, and the largest rest that is copied where it is not. */
    static final int SMALL = 16 * 1024;

    /** The largest read of bytes that have to be understood before they go on. */
    static final int INPUT = 32 * 1024;

    /** The smallest read that is worth its while. */
    private static final int LEAST = 1024;

    /** How long who finds no memory waits before it looks again. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Room for the largest record of TLS or a read of {@link #SMALL} bytes, encrypted, and for what joins it later. */
    private static final int SMALL_BUFFER = SMALL + 4 * 1024;

    private static final int JOINING = 512;

    private static final int SPARE_LARGE = 8;
    private static final int SPARE_SMALL = 64;

    private final Deque<ByteBuffer> spareLarge = new ArrayDeque<>(SPARE_LARGE);
    private final Deque<ByteBuffer> spareSmall = new ArrayDeque<>(SPARE_SMALL);
    private ByteBuffer shared = ByteBuffer.allocateDirect(LARGE);
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT);
    private final IntSupplier connections;

    /** Written by the processor's thread alone. */
    private final AtomicLong held = new AtomicLong();

    private long budget;

    /** @param connections how many the thread serves */
    RelayBuffers(IntSupplier connections) {
        this.connections = connections;
    }

    /** From here on so many bytes may wait. */
    void resize(long bytes) {
        budget = bytes;
    }

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

    /** Whether two of the largest rests, of a socket and of TLS above it, may be kept within half of the budget. */
    private boolean isPlenty() {
        return held() + 2 * LARGE <= budget / 2;
    }

    /**
     * How much a read may take now, so that there is room for it if its receiver takes nothing; 0 for nothing.
     *
     * @param window what the receiver last showed to take
     * @param atOnce how much more than it takes the read may have to keep
     * @param greedy whether bytes wait for the one that is read
     */
    int bound(int window, int atOnce, boolean greedy) {
        if (isPlenty()) {
            return window;
        }
        long left = budget - held() - atOnce - 2 * JOINING;
        if (left < LEAST || (greedy && left < budget / 4)) {
            return 0;
        }
        long share = Math.max(LEAST, left / Math.max(1, connections.getAsInt()));
        return (int) Math.min(share, Math.min(window, SMALL));
    }

    /**
     * Keeps what is left until it can be written.
     *
     * @param rest the shared buffer, or one in the heap that its owner gives away
     */
    ByteBuffer park(ByteBuffer rest) {
        if (!rest.isDirect()) {
            count(rest.capacity());
            return rest;
        }
        if (rest.remaining() <= SMALL || !isPlenty()) {
            return keep(rest);
        }
        ByteBuffer kept = shared;
        shared = large();
        count(kept.capacity());
        return kept;
    }

    /** So many bytes more wait, or fewer if negative; also in the memory of the kernel, where that is not a socket's. */
    void count(int bytes) {
        held.setOpaque(held.getPlain() + bytes);
    }

    /**
     * Keeps a copy of these bytes, at most {@link #LARGE}. In the buffer there is room left behind them where they are no
     * more than the largest record.
     */
    ByteBuffer keep(ByteBuffer rest) {
        ByteBuffer kept = isPlenty() ? spare(rest.remaining()) : ByteBuffer.allocate(rest.remaining() + JOINING);
        count(kept.capacity());
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
        count(-kept.capacity());
        if (kept.capacity() == LARGE) {
            spare(spareLarge, kept, SPARE_LARGE);
        } else if (kept.capacity() == SMALL_BUFFER) {
            spare(spareSmall, kept, SPARE_SMALL);
        }
    }

    private void spare(Deque<ByteBuffer> spare, ByteBuffer buffer, int most) {
        if (spare.size() < Math.min(most, budget / 8 / buffer.capacity()) && buffer.isDirect()) {
            spare.push(buffer);
        }
    }

    /** Bytes of memory in which other bytes wait, those in the kernel's pipes included. From any thread. */
    long held() {
        return held.getOpaque();
    }
}
