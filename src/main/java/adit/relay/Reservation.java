package adit.relay;

import java.util.List;

/** What one direction has reserved of the rates that it shares with other tunnels. Owned by one thread. */
final class Reservation {
    private final SharedRate[] rates;
    private long bytes;
    private long dueAt;

    /** @param rates at least one */
    Reservation(List<SharedRate> rates) {
        this.rates = rates.toArray(SharedRate[]::new);
    }

    /** How many of the wanted bytes may be read now: none before the turn of this direction has come. */
    int allowance(long now, int wanted) {
        if (bytes == 0) {
            reserve(now, wanted);
        }
        return dueAt - now > 0 ? 0 : (int) Math.min(bytes, wanted);
    }

    private void reserve(long now, int wanted) {
        bytes = wanted;
        for (SharedRate rate : rates) {
            bytes = Math.min(bytes, rate.portion(now));
        }
        dueAt = now;
        for (SharedRate rate : rates) {
            long due = rate.reserve(now, bytes);
            dueAt = due - dueAt > 0 ? due : dueAt;
        }
    }

    /** Nanoseconds until the turn of this direction; 0 where it has come, or none is reserved. */
    long nanosUntilDue(long now) {
        return bytes == 0 ? 0 : Math.max(0, dueAt - now);
    }

    /** Takes what was read; it may be more than was allowed, as a TLS record is. What was not used goes to the others. */
    void spend(long now, long count) {
        for (SharedRate rate : rates) {
            if (count > bytes) {
                rate.reserve(now, count - bytes);
            } else {
                rate.giveBack(bytes - count);
            }
        }
        bytes = 0;
    }

    /** Nothing more will be read. */
    void cancel(long now) {
        spend(now, 0);
    }
}
