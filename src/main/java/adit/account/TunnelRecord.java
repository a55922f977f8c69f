package adit.account;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.util.Locale;

/**
 * What is kept of a tunnel that ended: how, how much and how long. Not who and where to: the addresses of clients and
 * targets are no part of it.
 *
 * @param tunnel its id
 * @param listener the name of the listener it came in by
 * @param outcome how the establishment ended
 * @param phase the phase in which the tunnel was when it ended, which tells what a client that left did not wait for
 * @param toTarget the direction from the client to the target
 * @param toClient the direction from the target to the client
 * @param wouldDeny the id of the rule that would have denied the request if its policy did more than report; empty where
 *     none would
 */
public record TunnelRecord(
        String tunnel,
        String listener,
        Outcome outcome,
        Phase phase,
        Direction toTarget,
        Direction toClient,
        Durations durations,
        String wouldDeny) {

    /** @param bytes relayed in this direction */
    public record Direction(RelayEnd end, long bytes) {
        /** Nothing was relayed. */
        public static final Direction NOT_STARTED = new Direction(RelayEnd.NOT_STARTED, 0);
    }

    /**
     * In nanoseconds; 0 for what was not reached.
     *
     * @param negotiate from the accepted connection to the known target, TLS handshake included
     * @param resolve from the known target to its addresses, decided upon
     * @param connect spent on the connection to the target, all addresses together
     * @param relay from the reply to the end
     * @param total from the accepted connection to the end
     */
    public record Durations(long negotiate, long resolve, long connect, long relay, long total) {}

    /**
     * Appends its fields under their stable names as the members of a JSON object: numbers are numbers, durations
     * milliseconds. There is one for each tunnel, so it is written straight, and nothing is made on the way.
     */
    public void appendTo(StringBuilder json) {
        JsonMembers members = new JsonMembers(json);
        members.text("tunnel", tunnel);
        members.text("listener", listener);
        members.text("outcome", outcome.label());
        members.number("status", outcome.status());
        members.text("blame", label(outcome.blame()));
        members.text("phase", label(phase));
        members.text("client_to_target_end", toTarget.end().label());
        members.text("target_to_client_end", toClient.end().label());
        members.number("bytes_to_target", toTarget.bytes());
        members.number("bytes_to_client", toClient.bytes());
        members.millis("negotiate_ms", durations.negotiate());
        members.millis("resolve_ms", durations.resolve());
        members.millis("connect_ms", durations.connect());
        members.millis("relay_ms", durations.relay());
        members.millis("duration_ms", durations.total());
        if (!wouldDeny.isEmpty()) {
            members.text("would_deny", wouldDeny);
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
