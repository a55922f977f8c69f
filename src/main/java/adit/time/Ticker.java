package adit.time;

/** A monotonic clock. Safe for use by any thread. */
@FunctionalInterface
public interface Ticker {
    /** The clock of this machine. */
    Ticker SYSTEM = System::nanoTime;

    /** Nanoseconds since an arbitrary origin; only differences mean anything. */
    long nanos();
}
