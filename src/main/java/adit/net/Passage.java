package adit.net;

import adit.tunnel.Event;
import java.io.IOException;

/**
 * A tunnel's way from a request that the rules allow to its target, and to the traffic that the request asks for. Belongs
 * to the processor's thread.
 */
abstract class Passage {
    final Tunnel tunnel;
    final TunnelSession client;
    final TunnelConnector connector;

    /** Null where nothing is dialled: an open tunnel needs nothing of it. */
    private Dial dial;

    /** Where the relay leads to; null where there is none. */
    private TunnelSession target;

    Passage(Tunnel tunnel, TunnelSession client, TunnelConnector connector) {
        this.tunnel = tunnel;
        this.client = client;
        this.connector = connector;
    }

    /** Sets out for the target. */
    abstract void begin();

    /** What it means to the tunnel that the target is reached. */
    abstract Event arrival();

    /**
     * Begins the traffic with the target.
     *
     * @throws IOException where the client could not be told
     */
    abstract void reached(TunnelSession session) throws IOException;

    /** The target is reached; what else was dialled is given up. */
    final void arrived(TunnelSession session) throws IOException {
        dial.arrived(session);
        dial = null;
        reached(session);
    }

    /** Makes a new connection to the target. */
    final void dial() {
        long endsAt =
                tunnel.processor().now() + tunnel.settings().connectTimeout().toNanos();
        dial = new Dial(tunnel, connector, tunnel.context.ownAddresses().get(), tunnel.destination, endsAt);
        dial.start(tunnel.context.resolver());
    }

    /** The time for all attempts is over. */
    final void expired() {
        dial.expired();
    }

    /** From here on the two ends belong to a relay, yet to begin. */
    final Relay relay(TunnelSession session) {
        target = session;
        tunnel.client().release();
        session.leaveFilters();
        Relay relay = new Relay(tunnel, client, session, tunnel.upwardPolicy(), tunnel.downwardPolicy());
        tunnel.carry(relay);
        return relay;
    }

    final boolean leadsTo(TunnelSession session) {
        return session.equals(target);
    }

    /** Nobody wants the target any more. */
    void giveUp() {
        if (dial != null) {
            dial.cancel();
        }
        if (target != null) {
            target.closeNow();
        }
    }
}
