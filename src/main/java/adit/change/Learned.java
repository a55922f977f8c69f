package adit.change;

import adit.http.Target;
import adit.policy.Decision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which targets policies would have denied that only report: how often, and between which hours, but not to whom. Bounded,
 * in memory only. Safe for use by any thread.
 */
final class Learned {
    /** In characters of a proposal that has all of it: less than a configuration may have. */
    static final int MOST = 900_000;

    /** Of an entry, beside the name of its host. */
    private static final int OVERHEAD = 64;

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicInteger room = new AtomicInteger(MOST);
    private final LongAdder forgotten = new LongAdder();

    private record Key(String policy, Target target) {}

    /**
     * A target as it was seen.
     *
     * @param denial what would have become of it at first
     * @param firstHour when it was seen first, to the hour
     */
    record Entry(String policy, Target target, Decision denial, Instant firstHour, LongAdder count) {}

    void add(String policy, Target target, Decision denial, Instant at) {
        Key key = new Key(policy, target);
        Entry known = entries.get(key);
        if (known == null) {
            known = entries.computeIfAbsent(key, k -> entry(k, denial, at));
        }
        if (known == null) {
            forgotten.increment();
        } else {
            known.count().increment();
        }
    }

    /** Null where there is no room for it. */
    private Entry entry(Key key, Decision denial, Instant at) {
        int size = key.target().host().length() + OVERHEAD;
        if (room.addAndGet(-size) < 0) {
            room.addAndGet(size);
            return null;
        }
        return new Entry(key.policy(), key.target(), denial, at.truncatedTo(ChronoUnit.HOURS), new LongAdder());
    }

    Collection<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Requests for targets that there was no room for. */
    long forgotten() {
        return forgotten.sum();
    }
}
