package adit.account;

import adit.relay.RelayEnd;
import adit.tunnel.Phase;
import java.util.Optional;

/**
 * What may be seen of a tunnel while it lives, and the little that may be done to it. Safe for use by any thread;
 * each figure is a point-in-time read.
 */
public interface LiveTunnel {
    /** Unique while the program runs and unlikely to recur after: what records, replies and logs quote. */
    String id();

    Phase phase();

    /** The name of the listener it came in by. */
    String listener();

    /** The canonical host and port, empty until the client has said. Not to be shown unless the operator agrees. */
    Optional<String> target();

    /** Nanoseconds since the client was accepted. */
    long ageNanos();

    /** Nanoseconds since a byte last moved in either direction. */
    long idleNanos();

    long bytesToClient();

    long bytesToTarget();

    /**
     * Asks the tunnel to end, whatever it is doing; returns at once.
     *
     * @param cause the end of both directions of its relay
     */
    void end(RelayEnd cause);

    /** {@link #end Ends} it because an operator wants it to. */
    default void kill() {
        end(RelayEnd.KILLED);
    }

    /** Asks the tunnel to end if its client has not yet said where it wants to go; returns at once. */
    void drain();
}
