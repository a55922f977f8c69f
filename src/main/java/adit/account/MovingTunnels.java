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
 * the next time that it moves. Of one that has ended nothing but its link is kept until the next round: otherwise tunnels
 * that are opened and closed by the thousand would grow old in the heap.
 */
final class MovingTunnels {
    private final AtomicReference<Link> added = new AtomicReference<>();

    /** Guarded by this, as what follows. */
    private final List<Link> moving = new ArrayList<>();

    private long sampledAt;

    /** The place of a tunnel among those that move. */
    static final class Link {
        /** Null once the tunnel has ended. */
        private volatile LiveEntry entry;

        private volatile boolean isIn;

        /** The one that was added before. */
        private Link next;

        Link(LiveEntry entry) {
            this.entry = entry;
        }

        /** The tunnel is over. */
        void cut() {
            entry = null;
        }

        private boolean moved(long nanos) {
            LiveEntry current = entry;
            return current != null && current.sample(nanos);
        }
    }

    /** The link's tunnel moves bytes: to be called each time, by the thread that the tunnel lives on. */
    void add(Link link) {
        if (!link.isIn) {
            link.isIn = true;
            do {
                link.next = added.get();
            } while (!added.compareAndSet(link.next, link));
        }
    }

    /** Samples all that move. */
    synchronized void sample(long now) {
        Link link = added.getAndSet(null);
        while (link != null) {
            Link rest = link.next;
            link.next = null;
            moving.add(link);
            link = rest;
        }
        long nanos = now - sampledAt;
        sampledAt = now;
        moving.removeIf(mover -> !mover.moved(nanos) && leaves(mover));
    }

    private static boolean leaves(Link mover) {
        mover.isIn = false;
        return true;
    }

    /** How many are sampled each time. */
    synchronized int size() {
        return moving.size();
    }
}
