package adit.account;

import adit.policy.AccessRequest;
import adit.relay.RelayEnd;
import adit.tunnel.Phase;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;

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

    /** What its policy was asked; empty until it has been. Who asks is not to be shown. */
    Optional<AccessRequest> request();

    /** The address that its target was reached at; empty until it has been. */
    Optional<InetAddress> address();

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

    /**
     * Has the tunnel's request judged anew, by the settings that are in force when it comes to that. Where they do not allow
     * it any more, both directions end as {@link RelayEnd#POLICY_REVOKED}; a client that has not been answered is refused.
     * Returns at once.
     *
     * @param told takes whether the tunnel ended by that, on an I/O thread
     */
    void judgeAnew(Consumer<Boolean> told);

    /** Asks the tunnel to end if its client has not yet said where it wants to go; returns at once. */
    void drain();
}
