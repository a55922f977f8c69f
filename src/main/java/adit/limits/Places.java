package adit.limits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** A bound on how many of one kind there may be at once. Safe for use by any thread, without a lock. */
public final class Places {
    private final IntSupplier most;
    private final AtomicInteger taken = new AtomicInteger();

    /** @param most how many there may be, asked anew each time */
    public Places(IntSupplier most) {
        this.most = most;
    }

    /** Takes a place, to be given back by {@link #giveBack}. Returns whether there was one. */
    public boolean take() {
        int limit = most.getAsInt();
        return taken.getAndUpdate(now -> now < limit ? now + 1 : now) < limit;
    }

    /** Takes a place even where there is none left. */
    public void takeAnyway() {
        taken.incrementAndGet();
    }

    public void giveBack() {
        taken.decrementAndGet();
    }

    /** Whether more are taken than there may be. */
    public boolean isOverfull() {
        return taken.get() > most.getAsInt();
    }

    public int most() {
        return most.getAsInt();
    }

    public int taken() {
        return taken.get();
    }
}
