package adit.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one user has moved, and the tunnels that go on. Safe for use by any thread. */
final class UserAccount {
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();

    /** Guarded by this account, as is the next one. */
    private Usage total = new Usage();

    /** What of it is not in the store. */
    private Usage unsaved = new Usage();

    /** The windows in which it was told last that a quota is nearly used up. */
    private final Map<Period, Long> told = new EnumMap<>(Period.class);

    void open(Meter meter) {
        meters.add(meter);
    }

    void closed(Meter meter) {
        meters.remove(meter);
    }

    Set<Meter> meters() {
        return meters;
    }

    synchronized void add(Windows now, long bytes) {
        total.add(now, bytes);
        unsaved.add(now, bytes);
    }

    /** What is stored comes before what was counted since. */
    synchronized void stored(Windows now, Usage stored) {
        total = stored;
        total.add(now, unsaved);
    }

    /** What the store has yet to be told; it counts as told from here on. */
    synchronized Optional<Usage> takeUnsaved(Windows now) {
        Usage taken = unsaved;
        unsaved = new Usage();
        return taken.isPast(now) ? Optional.empty() : Optional.of(taken);
    }

    /** The store could not be told. */
    synchronized void giveBack(Windows now, Usage taken) {
        unsaved.add(now, taken);
    }

    /** Whether it has moved so much of late that this is to be told, which it is once in a period. */
    synchronized boolean comesTo(Windows now, Period period, long bytes) {
        Long window = now.begin(period);
        return total.in(now, period) >= bytes && !window.equals(told.put(period, window));
    }

    synchronized long moved(Windows now, Period period) {
        return total.in(now, period);
    }
}
