package adit.auth;

import adit.policy.Identity;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Who was verified a short time ago, by a keyed hash of the credentials. It belongs to one generation of users and is
 * forgotten with that. Reading takes no lock. All entries live equally long, so that the first to come is the first to
 * go, by age or for want of room.
 */
final class VerifiedCredentials {
    static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(60);
    static final int MOST = 10_000;

    private record Entry(Identity identity, long until) {}

    private final Map<ByteBuffer, Entry> entries = new ConcurrentHashMap<>();
    private final Queue<ByteBuffer> oldestFirst = new ArrayDeque<>();

    /** From any thread. */
    Optional<Identity> recall(ByteBuffer fingerprint, long now) {
        return Optional.ofNullable(entries.get(fingerprint))
                .filter(entry -> entry.until() - now > 0)
                .map(Entry::identity);
    }

    /** From threads that may wait for each other. */
    synchronized void remember(ByteBuffer fingerprint, Identity identity, long now) {
        while (!oldestFirst.isEmpty() && isOver(oldestFirst.element(), now)) {
            entries.remove(oldestFirst.remove());
        }
        if (entries.putIfAbsent(fingerprint, new Entry(identity, now + LIFETIME_NANOS)) == null) {
            oldestFirst.add(fingerprint);
            if (oldestFirst.size() > MOST) {
                entries.remove(oldestFirst.remove());
            }
        }
    }

    int size() {
        return entries.size();
    }

    private boolean isOver(ByteBuffer fingerprint, long now) {
        return entries.get(fingerprint).until() - now <= 0;
    }
}
