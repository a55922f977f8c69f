package adit.net;

import adit.limits.Places;
import adit.tunnel.Outcome;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The clients of one I/O thread that have yet to secure their connection. Where the proxy has too many of them, the one
 * gives way that has got on with nothing for longest: whoever means it is through in a moment, so that those who only begin
 * keep nobody out. Belongs to the processor's thread.
 */
final class Handshakes {
    private final Set<TunnelSession> unfinished = new LinkedHashSet<>();
    private final Places places;

    /** @param places of all I/O threads together */
    Handshakes(Places places) {
        this.places = places;
    }

    void begin(TunnelSession session) {
        unfinished.add(session);
        places.takeAnyway();
        if (places.isOverfull()) {
            TunnelSession stalest = unfinished.iterator().next();
            end(stalest);
            stalest.tunnel().turnAway(Outcome.HANDSHAKE_LIMIT);
        }
    }

    /** A step was made: what was spent on it shall not be in vain. */
    void progress(TunnelSession session) {
        if (unfinished.remove(session)) {
            unfinished.add(session);
        }
    }

    /** It is done, or has failed. A second call does nothing. */
    void end(TunnelSession session) {
        if (unfinished.remove(session)) {
            places.giveBack();
        }
    }
}
