package adit.account;

import adit.privacy.Parties;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.time.Instant;
import java.util.Set;

/**
 * What is kept of a tunnel that ended: how, how much and how long; who and where to only as far as the operator has it
 * shown. No path of a URL and no credential is part of it.
 *
 * @param tunnel its id
 * @param listener the name of the listener it came in by
 * @param ended when, by the time of day
 * @param outcome how the establishment ended
 * @param status what the client was answered with: the status of the response to a request that was forwarded, else that
 *     of the outcome; 0 where no answer was possible
 * @param phase the phase in which the tunnel was when it ended, which tells what a client that left did not wait for
 * @param toTarget the direction from the client to the target
 * @param toClient the direction from the target to the client
 * @param wouldDeny the id of the rule that would have denied the request if its policy did more than report, or its block
 *     list where targets are not shown; empty where none would
 */
public record TunnelRecord(
        String tunnel,
        String listener,
        Instant ended,
        Parties parties,
        Request request,
        Outcome outcome,
        int status,
        Phase phase,
        Direction toTarget,
        Direction toClient,
        Durations durations,
        String wouldDeny) {

    /**
     * How the client asked.
     *
     * @param method one of {@link #METHODS}, {@value #OTHER} for any other, which could be anything; empty where there was
     *     no request, as with mode tcp
     * @param version such as {@code HTTP/1.1}; empty likewise
     */
    public record Request(String method, String version) {
        /** There was none, or none that could be understood. */
        public static final Request NONE = new Request("", "");

        static final String OTHER = "OTHER";

        private static final Set<String> METHODS =
                Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

        private static final Request CONNECT = new Request("CONNECT", "HTTP/1.1");

        /** @param minor the last digit of the version of HTTP */
        public static Request of(String method, int minor) {
            if (method.equals(CONNECT.method) && minor != 0) {
                return CONNECT;
            }
            return new Request(METHODS.contains(method) ? method : OTHER, minor == 0 ? "HTTP/1.0" : "HTTP/1.1");
        }
    }

    /** @param bytes relayed in this direction */
    public record Direction(RelayEnd end, long bytes) {
        /** Nothing was relayed. */
        public static final Direction NOT_STARTED = new Direction(RelayEnd.NOT_STARTED, 0);
    }

    /**
     * In nanoseconds; 0 for what was not reached.
     *
     * @param negotiate from the accepted connection to a request that its target is resolved for: TLS handshake, authentication
     *     and rules of names included
     * @param resolve from there to the addresses of the target, decided upon
     * @param connect spent on the connection to the target, all addresses together
     * @param relay from the reply to the end
     * @param total from the accepted connection to the end
     */
    public record Durations(long negotiate, long resolve, long connect, long relay, long total) {}
}
