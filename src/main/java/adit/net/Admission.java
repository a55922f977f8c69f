package adit.net;

import adit.limits.Permit;
import adit.limits.Places;
import adit.tunnel.Rejection;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The place of one client's connection among all that are open, or the reason why there is none. To be {@link #release
 * released} when the connection is closed. Belongs to the processor's thread.
 */
final class Admission {
    private final Permit permit;
    private final Optional<Rejection> refusal;

    /** What is to be given back; null for nothing. */
    private Places held;

    Admission(Capacity capacity, InetAddress address, long now) {
        permit = capacity.ofClient(address, now);
        refusal = refusal(capacity);
        if (refusal.isEmpty()) {
            held = capacity.connections();
        } else if (permit.refusal().isEmpty() && capacity.notices().take()) {
            held = capacity.notices();
        }
    }

    private Optional<Rejection> refusal(Capacity capacity) {
        if (permit.refusal().isPresent()) {
            return Optional.of(Rejections.TOO_MANY_CONNECTIONS);
        }
        return capacity.connections().take() ? Optional.empty() : Optional.of(Rejections.FULL);
    }

    /** Why the connection may not be used; empty where it may. */
    Optional<Rejection> refusal() {
        return refusal;
    }

    /** Whether there is time to tell its client so: who floods must not hold by that what the limit denies. */
    boolean mayBeTold() {
        return held != null || permit.mayBeTold();
    }

    /** A second call does nothing. */
    void release(long now) {
        permit.release(now);
        if (held != null) {
            held.giveBack();
            held = null;
        }
    }
}
