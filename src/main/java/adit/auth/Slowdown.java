package adit.auth;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Slows whoever guesses passwords, by the address it comes from, or the /64 block of an IPv6 address.
 *
 * <p>From the fourth failure within a minute of each other, answers wait: 250 ms, then twice as long each time, up to
 * 5 s. A guesser would open many connections, or leave without waiting: so an attempt holds a place until its answer is
 * due, heard or not, and the places of an address are few. Who is verified does not wait, whatever others behind the
 * same address do. The table is bounded; the address that was quiet longest is forgotten first.
 *
 * <p>Safe for use by any thread: the lock is held for a look-up in a table, as that of any queue is.
 */
final class Slowdown {
    static final int PLACES = 16;
    static final int MOST_ORIGINS = 10_000;

    private static final int FREE_FAILURES = 3;
    private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long FIRST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_DELAY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int IPV6_PREFIX_BYTES = 8;

    private static final class Origin {
        int hashing;
        int failures;
        long lastFailure;
        final Queue<Long> answersDue = new ArrayDeque<>();

        boolean isQuiet(long now) {
            answersDue.removeIf(due -> due - now <= 0);
            return hashing == 0 && answersDue.isEmpty() && (failures == 0 || now - lastFailure > MEMORY_NANOS);
        }
    }

    private final Map<ByteBuffer, Origin> origins = new LinkedHashMap<>(16, 0.75f, true);

    /** Takes a place for an attempt, to be given back by {@link #leave}; returns whether there was one. */
    synchronized boolean enter(InetAddress address, long now) {
        Origin origin = origin(address);
        origin.answersDue.removeIf(due -> due - now <= 0);
        boolean free = origin.hashing + origin.answersDue.size() < PLACES;
        if (free) {
            origin.hashing++;
        }
        return free;
    }

    /** Counts a failure and returns how long its answer has to wait, in nanoseconds. */
    synchronized long failed(InetAddress address, long now) {
        Origin origin = origin(address);
        boolean counts = origin.failures > 0 && now - origin.lastFailure <= MEMORY_NANOS;
        origin.failures = counts ? origin.failures + 1 : 1;
        origin.lastFailure = now;
        return delay(origin.failures);
    }

    /** Gives a place back, once the answer is due. */
    synchronized void leave(InetAddress address, long now, long delayNanos) {
        Origin origin = origin(address);
        origin.hashing = Math.max(0, origin.hashing - 1);
        if (delayNanos > 0) {
            origin.answersDue.add(now + delayNanos);
        }
        if (origin.isQuiet(now)) {
            origins.remove(key(address));
        }
    }

    synchronized int size() {
        return origins.size();
    }

    private Origin origin(InetAddress address) {
        Origin origin = origins.computeIfAbsent(key(address), key -> new Origin());
        if (origins.size() > MOST_ORIGINS) {
            origins.remove(origins.keySet().iterator().next());
        }
        return origin;
    }

    private static long delay(int failures) {
        int doublings = Math.min(failures - FREE_FAILURES - 1, 10);
        return doublings < 0 ? 0 : Math.min(FIRST_DELAY_NANOS << doublings, LONGEST_DELAY_NANOS);
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, IPV6_PREFIX_BYTES)));
    }
}
