package adit.net;

import adit.tunnel.Outcome;
import java.util.Optional;
import java.util.function.Function;

/**
 * Admits clients up to the limits, and makes a tunnel of each.
 *
 * @param connectors of each I/O thread
 */
record Reception(TunnelContext context, Function<TunnelProcessor, TunnelConnector> connectors)
        implements TunnelAcceptor.Doorkeeper {

    @Override
    public boolean welcome(TunnelSession session) {
        TunnelProcessor processor = session.processor();
        session.admit(
                new Admission(context.capacity(), session.getRemoteAddress().getAddress(), processor.now()));
        Tunnel tunnel = new Tunnel(context, session, connectors.apply(processor));
        Optional<Outcome> obstacle = tunnel.obstacle();
        if (obstacle.isPresent()) {
            tunnel.turnAway(obstacle.get());
            session.giveUpPlace();
        }
        return obstacle.isEmpty();
    }
}
