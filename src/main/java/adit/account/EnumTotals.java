package adit.account;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each constant occurred. Safe for use by any thread, without a lock. */
final class EnumTotals<E extends Enum<E>> {
    private final Map<E, LongAdder> totals;

    EnumTotals(Class<E> type) {
        totals = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            totals.put(constant, new LongAdder());
        }
    }

    void increment(E constant) {
        totals.get(constant).increment();
    }

    long of(E constant) {
        return totals.get(constant).sum();
    }

    long sum() {
        return totals.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
