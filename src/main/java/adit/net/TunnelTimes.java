package adit.net;

import adit.account.TunnelRecord.Durations;

/** When a tunnel passed its stations, in the ticker's nanoseconds. Belongs to the processor's thread. */
final class TunnelTimes {
    private final long accepted;
    private long requested;
    private long resolved;
    private long connected;
    private int passed;
    private long refused;
    private boolean isRefused;

    TunnelTimes(long now) {
        accepted = now;
    }

    long accepted() {
        return accepted;
    }

    void requested(long now) {
        requested = now;
        passed = 1;
    }

    /** The way to the target begins anew. */
    void retried() {
        passed = 1;
    }

    void resolved(long now) {
        resolved = now;
        passed = 2;
    }

    void connected(long now) {
        connected = now;
        passed = 3;
    }

    /** No station follows; what the client takes to read the answer belongs to none. */
    void refused(long now) {
        refused = now;
        isRefused = true;
    }

    /** What each station took, for a tunnel that ends now: the one it did not pass took the time up to the refusal. */
    Durations until(long now) {
        long last = isRefused ? refused : now;
        return new Durations(
                (passed >= 1 ? requested : last) - accepted,
                passed < 1 ? 0 : (passed >= 2 ? resolved : last) - requested,
                passed < 2 ? 0 : (passed >= 3 ? connected : last) - resolved,
                passed < 3 ? 0 : now - connected,
                now - accepted);
    }
}
