package adit.account;

import adit.tunnel.Phase;

/** Begins to follow tunnels. Called on I/O threads, so it must be thread-safe and return at once. */
@FunctionalInterface
public interface Tracer {
    /**
     * A tunnel begins.
     *
     * @param tunnel its id
     * @param first the phase that it begins with
     */
    Trace begin(String tunnel, Phase first);
}
