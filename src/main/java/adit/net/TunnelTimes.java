package adit.net;

import adit.account.Latencies;
import adit.account.Latencies.Step;
import adit.account.TunnelRecord.Durations;
import adit.tunnel.Phase;

/** When a tunnel passed its stations, in the ticker's nanoseconds. Belongs to the processor's thread. */
final class TunnelTimes {
    private final Latencies latencies;
    private final long accepted;

    /** When the present phase began. */
    private long entered;

    private long allowed;
    private long resolved;
    private long connected;
    private int passed;
    private long refused;
    private boolean isRefused;

    TunnelTimes(Latencies latencies, long now) {
        this.latencies = latencies;
        accepted = now;
        entered = now;
    }

    /** A phase is over and the next begins. */
    void passed(Phase last, Phase next, long now) {
        if (next == Phase.RELAYING) {
            latencies.took(Step.ACCEPT_TO_REPLY, now - accepted);
        } else if (now != entered) {
            tookTime(last, next, now - entered);
        }
        entered = now;
    }

    /** What is over in the moment in which it began did not happen: there was no TLS, no name, or a connection at rest. */
    private void tookTime(Phase last, Phase next, long nanos) {
        if (last == Phase.HANDSHAKING && next == Phase.NEGOTIATING) {
            latencies.took(Step.TLS, nanos);
        } else if (last == Phase.RESOLVING && next == Phase.CONNECTING) {
            latencies.took(Step.DNS, nanos);
        } else if (last == Phase.CONNECTING && (next == Phase.REPLYING || next == Phase.AWAITING)) {
            latencies.took(Step.CONNECT, nanos);
        }
    }

    long accepted() {
        return accepted;
    }

    /** It is known who asks, and the target may be resolved. */
    void allowed(long now) {
        allowed = now;
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
                (passed >= 1 ? allowed : last) - accepted,
                passed < 1 ? 0 : (passed >= 2 ? resolved : last) - allowed,
                passed < 2 ? 0 : (passed >= 3 ? connected : last) - resolved,
                passed < 3 ? 0 : now - connected,
                now - accepted);
    }
}
