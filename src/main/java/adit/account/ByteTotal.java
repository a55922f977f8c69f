package adit.account;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/**
 * The bytes of one direction over all tunnels, closed and live. Its readers cost an I/O thread nothing.
 *
 * <p>A tunnel that closes is first taken from the live ones and then added to the closed; a reader sums up the closed
 * first and then the live. So a tunnel that closes meanwhile may be missed but never counts twice, and each sum is at most
 * the truth. That makes it right to answer with the greatest sum so far: what was missed once is not taken back.
 */
final class ByteTotal<T> {
    private final Collection<T> live;
    private final ToLongFunction<T> bytes;
    private final LongAdder closed = new LongAdder();
    private final AtomicLong greatest = new AtomicLong();

    /** @param live a view whose iterator shows nothing that was taken out before it was made */
    ByteTotal(Collection<T> live, ToLongFunction<T> bytes) {
        this.live = live;
        this.bytes = bytes;
    }

    /** Adds the last count of a tunnel that is no longer among the live ones. */
    void addClosed(long count) {
        closed.add(count);
    }

    long get() {
        long sum = closed.sum();
        for (T tunnel : live) {
            sum += bytes.applyAsLong(tunnel);
        }
        return greatest.accumulateAndGet(sum, Math::max);
    }
}
