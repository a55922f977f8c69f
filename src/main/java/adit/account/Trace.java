package adit.account;

import adit.tunnel.Phase;

/** Follows one tunnel through its phases. Called by the thread that the tunnel lives on; must return at once. */
public interface Trace {
    /** Follows nothing. */
    Trace NONE = new Trace() {
        @Override
        public void entered(Phase phase) {}

        @Override
        public void ended(TunnelRecord tunnel) {}
    };

    /** The tunnel is in another phase now, if it was not in that one already; also told of {@link Phase#CLOSED}. */
    void entered(Phase phase);

    /** The tunnel is over; called once, last of all. */
    void ended(TunnelRecord tunnel);
}
