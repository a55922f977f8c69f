package adit.net;

import adit.policy.Decision;
import adit.relay.RelayEnd;
import adit.tunnel.Phase;
import java.util.Optional;

/** What an operator or the end of the proxy does to a tunnel, on the thread of its processor. */
final class Intervention {
    private Intervention() {}

    static void end(Tunnel tunnel, RelayEnd cause) {
        if (tunnel.phase.isRelaying()) {
            tunnel.traffic.stop(cause);
        } else {
            tunnel.refuse(Rejections.of(cause, false));
        }
    }

    /** A handshake under way goes on: before its end there is no way to tell the client anything. */
    static void drain(Tunnel tunnel) {
        boolean silent = tunnel.phase == Phase.HANDSHAKING && tunnel.client.getReadBytes() == 0;
        if (silent || tunnel.phase == Phase.NEGOTIATING) {
            tunnel.refuse(Rejections.SHUTTING_DOWN);
        }
    }

    /** Returns whether that was the end of the tunnel. */
    static boolean judgeAnew(Tunnel tunnel) {
        if (!tunnel.phase.isRelaying() && !tunnel.phase.isEstablishing()) {
            return false;
        }
        Optional<Decision> denial = tunnel.evaluateAnew();
        if (denial.isPresent() && tunnel.phase.isRelaying()) {
            tunnel.traffic.stop(RelayEnd.POLICY_REVOKED);
        } else {
            denial.map(Rejections::of).ifPresent(tunnel::refuse);
        }
        return denial.isPresent();
    }
}
