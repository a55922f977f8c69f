package adit.net;

import adit.tunnel.Event;
import adit.tunnel.Outcome;
import java.io.IOException;

/** The way to a target that the client speaks to without the proxy understanding. */
final class RelayPassage extends Passage {

    RelayPassage(Tunnel tunnel, TunnelSession client, TunnelConnector connector) {
        super(tunnel, client, connector);
    }

    @Override
    void begin() {
        dial();
    }

    @Override
    Event arrival() {
        return Event.CONNECTED;
    }

    @Override
    void reached(TunnelSession session) throws IOException {
        Relay relay = relay(session);
        relay.greet(tunnel.context.negotiator().greeting());
        tunnel.granted(Outcome.ESTABLISHED.status());
        ClientInput input = tunnel.client().input();
        relay.begin(input.take(), input.hasEnded());
    }
}
