package adit.dns;

import adit.time.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers for as long as they hold; of too many those go that were not asked for longest. Safe for use by any thread: a
 * look-up holds its lock for less than a microsecond.
 */
final class AnswerCache {
    private final Ticker ticker;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String host, Family family) {}

    private record Entry(Finding.Known answer, long expiresAt) {}

    AnswerCache(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized Optional<Finding.Known> get(String host, Family family) {
        Key key = new Key(host, family);
        Entry entry = entries.get(key);
        if (entry != null && entry.expiresAt - ticker.nanos() <= 0) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(Entry::answer);
    }

    /** @param most answers that are kept from now on */
    synchronized void put(String host, Family family, Finding.Known answer, Duration ttl, int most) {
        if (!ttl.isZero()) {
            entries.put(new Key(host, family), new Entry(answer, ticker.nanos() + ttl.toNanos()));
        }
        while (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** Answers, those included that hold no more and were not asked for since. */
    synchronized int size() {
        return entries.size();
    }

    /** Returns how many there were. */
    synchronized int clear() {
        int size = entries.size();
        entries.clear();
        return size;
    }
}
