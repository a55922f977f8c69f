package adit.account;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The live tunnels that moved a byte since they were sampled last, so that a sample costs nothing for those that are idle.
 * Safe for use by any thread: I/O threads add to a stack of links that the tunnels bring along, without a lock and without
 * an allocation.
 *
 * <p>A tunnel leaves after a round in which it moved nothing. Bytes that it counts in that very moment are in the rate of
 * the next time that it moves.
 */
final class MovingTunnels {
    private final AtomicReference<LiveEntry> added = new AtomicReference<>();

    /** Guarded by this, as what follows. */
    private final List<LiveEntry> moving = new ArrayList<>();

    private long sampledAt;

    /** To be called by one that is not among them. */
    void add(LiveEntry entry) {
        do {
            entry.next = added.get();
        } while (!added.compareAndSet(entry.next, entry));
    }

    /** Samples all that move. */
    synchronized void sample(long now) {
        LiveEntry entry = added.getAndSet(null);
        while (entry != null) {
            LiveEntry rest = entry.next;
            entry.next = null;
            moving.add(entry);
            entry = rest;
        }
        long nanos = now - sampledAt;
        sampledAt = now;
        moving.removeIf(mover -> !mover.sample(nanos) && leaves(mover));
    }

    private static boolean leaves(LiveEntry mover) {
        mover.rests();
        return true;
    }

    /** How many are sampled each time. */
    synchronized int size() {
        return moving.size();
    }
}
