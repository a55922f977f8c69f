package adit.change;

import adit.account.LiveTunnel;
import adit.policy.AccessRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What other policies would do, tried on what was asked of those in force.
 *
 * @param live live tunnels that have asked for something
 * @param closed those of them that would be denied
 * @param recent requests of late
 * @param allowed those of them that would be allowed, and are denied
 * @param denied those of them that would be denied, and are allowed
 */
record Effect(int live, int closed, int recent, int allowed, int denied) {

    /** @param now by what time the live tunnels are judged; requests are by their own */
    static Effect of(Trial inForce, Trial next, List<AccessRequest> recent, List<LiveTunnel> tunnels, Instant now) {
        int live = 0;
        int closed = 0;
        for (LiveTunnel tunnel : tunnels) {
            if (tunnel.request().isPresent()) {
                live++;
                closed += next.allows(tunnel, now) ? 0 : 1;
            }
        }
        int allowed = 0;
        int denied = 0;
        for (AccessRequest request : recent) {
            boolean before = inForce.allows(request);
            boolean after = next.allows(request);
            allowed += after && !before ? 1 : 0;
            denied += before && !after ? 1 : 0;
        }
        return new Effect(live, closed, recent.size(), allowed, denied);
    }

    /** In short lines. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "would close %,d of %,d live tunnels", closed, live)
                + "\n"
                + String.format(
                        Locale.ROOT,
                        "would newly allow %,d and newly deny %,d of the last %,d requests",
                        allowed,
                        denied,
                        recent);
    }
}
