package adit.net;

import adit.http.ForwardRequest;
import adit.net.OriginConnection.Origin;
import adit.policy.Decision;
import adit.policy.Identity;
import adit.tunnel.Event;
import java.util.Optional;

/** The way of a plain HTTP request to its origin: over a connection that rests, or a new one. */
final class Forwarding extends Passage {
    private final ForwardRequest request;
    private ClientConnection connection;
    private Origin origin;
    private Exchange exchange;

    Forwarding(Tunnel tunnel, TunnelSession client, TunnelConnector connector, ForwardRequest request) {
        super(tunnel, client, connector);
        this.request = request;
    }

    @Override
    void begin() {
        if (tunnel.client() instanceof ClientConnection present) {
            setOut(present);
        } else {
            // MINA is still busy with what it read.
            tunnel.processor().post(() -> tunnel.unlessOver(this::takeOver));
        }
    }

    /** From its first request on, a client of plain HTTP is served without MINA. */
    private void takeOver() {
        ClientConnection taken = new ClientConnection(client, tunnel.context, connector, tunnel.client());
        tunnel.serve(taken);
        taken.takeKey();
        setOut(taken);
    }

    private void setOut(ClientConnection present) {
        connection = present;
        Optional<String> user = connection.identity().known().map(Identity::user);
        origin = new Origin(request.target(), tunnel.listener(), user, Optional.empty());
        OriginConnection resting = resting();
        if (resting == null) {
            dial();
        } else if (tunnel.resolved() && tunnel.arrived(arrival())) {
            exchange(resting);
        }
    }

    /**
     * Takes a connection that rests; null where there is none. One that has rested may end in the very moment in which it
     * is used: so it is nothing for a request that must not be sent twice.
     */
    private OriginConnection resting() {
        if (!request.replayable()) {
            return null;
        }
        OriginConnection found = takeResting();
        // The rules may have changed since its address was dialled; and what came since is an answer to nothing.
        while (found != null && !mayBeUsed(found)) {
            found.close();
            found = takeResting();
        }
        return found;
    }

    private boolean mayBeUsed(OriginConnection resting) {
        Decision decision = resting.judgedBy(tunnel.evaluation());
        if (!decision.allowed() || !resting.isSilent()) {
            return false;
        }
        tunnel.heard(decision, true);
        return true;
    }

    private OriginConnection takeResting() {
        OriginPool pool = tunnel.processor().origins();
        OriginConnection own = pool.take(ofClient());
        return own == null ? pool.take(origin) : own;
    }

    @Override
    Event arrival() {
        return Event.FORWARDED;
    }

    @Override
    void reached(TunnelSession session) {
        OriginConnection fresh = new OriginConnection(session, origin);
        fresh.takeKey();
        exchange(fresh);
    }

    private void exchange(OriginConnection over) {
        tunnel.reachedAt(over.address());
        if (request.carriesCredentials()) {
            over.belongTo(ofClient());
        }
        exchange = new Exchange(this, request, connection, over, tunnel.upwardPolicy(), tunnel.downwardPolicy());
        tunnel.carry(exchange);
        exchange.begin();
    }

    private Origin ofClient() {
        return new Origin(origin.target(), origin.listener(), origin.user(), Optional.of(connection));
    }

    /** The connection that the request went by is of no use. */
    void retry() {
        exchange = null;
        tunnel.retried();
        dial();
    }

    /** The two ends go on in a protocol of their own. Until the relay has them, they are the exchange's. */
    void switchProtocols(OriginConnection over) {
        Relay relay = relay(over.session);
        exchange.overNow();
        over.retire();
        relay.goOn(exchange.bytesToClient(), exchange.bytesToTarget(), connection.takeParked());
        exchange = null;
        relay.begin(connection.input().take(), connection.input().hasEnded());
    }

    @Override
    void giveUp() {
        super.giveUp();
        if (exchange != null) {
            exchange.abandon();
        }
    }
}
