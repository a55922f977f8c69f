package adit.account;

import adit.policy.AccessRequest;
import adit.privacy.Parties;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
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

    /** Who it is for and where it leads, as far as that is known by now and is to be shown. */
    Parties parties();

    /** What its policy was asked; empty until it has been. To decide by, not to be shown: that are the {@link #parties}. */
    Optional<AccessRequest> request();

    /** The address that its target was reached at; empty until it has been. To decide by, as well. */
    Optional<InetAddress> address();

    /** Nanoseconds since the client was accepted. */
    long ageNanos();

    /** Nanoseconds since a byte last moved in either direction. */
    long idleNanos();

    long bytesToClient();

    long bytesToTarget();

    /** Bytes a second to its client that the tunnel is held to by itself; 0 for any number, and before bytes flow. */
    long maxRateToClient();

    /** As {@link #maxRateToClient}, to its target. */
    long maxRateToTarget();

    /**
     * What the configuration limits the direction to its client to; empty before bytes flow. Where an operator throttles the
     * tunnel, {@link #maxRateToClient} holds instead of its greatest rate.
     */
    Optional<RelayPolicy> policyToClient();

    /** As {@link #policyToClient}, to its target. */
    Optional<RelayPolicy> policyToTarget();

    /** The least rate in bytes a second that it shares with other tunnels; 0 for none, and before bytes flow. */
    long sharedRate();

    /**
     * Asks for each direction to be held to so many bytes a second from now on; returns at once.
     *
     * @param bytesPerSecond 0 for what the relay policy says
     */
    void throttle(long bytesPerSecond);

    /** Asks for the tunnel to go by the shared rates that are in force now; returns at once. */
    void limitsChanged();

    /**
     * Asks for the tunnel to go by the relay policy and the TCP options that are in force now; returns at once. Its age and
     * what it has moved count; a rate that {@link #throttle} has set stays.
     */
    void applyRelayPolicy();

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
