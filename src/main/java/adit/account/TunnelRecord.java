package adit.account;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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
 */
public record TunnelRecord(
        String tunnel,
        String listener,
        Outcome outcome,
        Phase phase,
        Direction toTarget,
        Direction toClient,
        Durations durations) {

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

    /** Its fields under their stable names, as the log shows them: numbers are numbers, durations milliseconds. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tunnel", tunnel);
        fields.put("listener", listener);
        fields.put("outcome", outcome.label());
        fields.put("status", outcome.status());
        fields.put("blame", label(outcome.blame()));
        fields.put("phase", label(phase));
        fields.put("client_to_target_end", toTarget.end().label());
        fields.put("target_to_client_end", toClient.end().label());
        fields.put("bytes_to_target", toTarget.bytes());
        fields.put("bytes_to_client", toClient.bytes());
        fields.put("negotiate_ms", millis(durations.negotiate()));
        fields.put("resolve_ms", millis(durations.resolve()));
        fields.put("connect_ms", millis(durations.connect()));
        fields.put("relay_ms", millis(durations.relay()));
        fields.put("duration_ms", millis(durations.total()));
        return Collections.unmodifiableMap(fields);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Microseconds matter to a local connection; a decimal, unlike a double, never gets an exponent. */
    private static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos / 1_000, 3);
    }
}
