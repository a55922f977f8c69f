package adit.limits;

import adit.limits.Refusal.Reason;
import adit.relay.SharedRate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is known of one key: its tunnels, how fast they came, and the rate that they share. Guarded by itself. */
final class Account {
    private int tunnels;
    private int notices;

    /** The moment until which the rate of new tunnels is spent; in the past where nothing of it is. */
    private long spentUntil;

    /** Null while bytes are not limited. */
    private SharedRate rate;

    Account(long now) {
        spentUntil = now;
    }

    /** Takes one tunnel more in, or says why not. */
    synchronized Optional<Refusal> enter(Allowance allowance, long now) {
        if (allowance.tunnels() > 0 && tunnels >= allowance.tunnels()) {
            return Optional.of(Refusal.TOO_MANY);
        }
        if (allowance.newPerSecond() > 0) {
            long interval = TimeUnit.SECONDS.toNanos(1) / allowance.newPerSecond();
            long next = (spentUntil - now > 0 ? spentUntil : now) + interval;
            long early = next - now - allowance.burst() * interval;
            if (early > 0) {
                return Optional.of(new Refusal(Reason.TOO_FAST, early));
            }
            spentUntil = next;
        }
        tunnels++;
        return Optional.empty();
    }

    synchronized void leave() {
        tunnels--;
    }

    /** Whether one more that is refused may be told why. */
    synchronized boolean beginNotice(int most) {
        if (notices >= most) {
            return false;
        }
        notices++;
        return true;
    }

    synchronized void endNotice() {
        notices--;
    }

    /** The rate that its tunnels share; the same one for all of them. */
    synchronized Optional<SharedRate> rate(long bytesPerSecond, long now) {
        if (bytesPerSecond == 0) {
            rate = null;
        } else if (rate == null || rate.bytesPerSecond() != bytesPerSecond) {
            rate = new SharedRate(now, bytesPerSecond);
        }
        return Optional.ofNullable(rate);
    }

    /** How many of the new tunnels that may come at once are spent. */
    synchronized long spent(long newPerSecond, long now) {
        long nanos = Math.max(0, spentUntil - now);
        long interval = TimeUnit.SECONDS.toNanos(1) / Math.max(1, newPerSecond);
        return newPerSecond == 0 ? 0 : (nanos + interval - 1) / interval;
    }

    synchronized int tunnels() {
        return tunnels;
    }

    synchronized boolean isInUse() {
        return tunnels > 0 || notices > 0;
    }

    /** Whether there is nothing to remember: a new account would be no different. */
    synchronized boolean isBlank(long now) {
        return !isInUse() && spentUntil - now <= 0 && (rate == null || rate.isFull(now));
    }
}
