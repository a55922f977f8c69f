package adit.relay;

/** How one direction of a relay ended. Each direction has exactly one; the first cause wins. */
public enum RelayEnd {
    /** The relay never began. */
    NOT_STARTED("not_started"),
    /** The sender ended its side, or its HTTP message, in order and every byte was delivered. */
    EOF("eof"),
    /** The sender reset its connection. */
    RESET("reset"),
    /** The HTTP message that the sender sent broke off, or its framing is wrong. */
    BROKEN_MESSAGE("broken_message"),
    /** The sender's connection ended, but its stream did not: over TLS, it sent no close_notify. */
    TRUNCATED("truncated"),
    /** Reading from the sender failed in another way. */
    READ_ERROR("read_error"),
    /** Writing to the receiver failed: it reset or left. */
    WRITE_ERROR("write_error"),
    /** No byte moved in either direction for the idle timeout. */
    IDLE_TIMEOUT("idle_timeout"),
    /** The direction moved fewer bytes a minute than its policy demands. */
    TOO_SLOW("too_slow"),
    /** The tunnel reached its greatest age. */
    LIFETIME_EXCEEDED("lifetime_exceeded"),
    /** The direction carried as many bytes as its policy allows, and the sender had more. */
    PAYLOAD_EXCEEDED("payload_exceeded"),
    /** The user has moved as many bytes as its quota allows. */
    QUOTA_EXCEEDED("quota_exceeded"),
    /** A changed policy no longer allows the target. */
    POLICY_REVOKED("policy_revoked"),
    /** An operator closed the tunnel. */
    KILLED("killed"),
    /** The proxy stopped before the direction ended. */
    SHUTDOWN("shutdown"),
    /** The other direction ended the tunnel before this one had an end of its own. */
    OTHER_SIDE_ENDED("other_side_ended");

    private final String label;

    RelayEnd(String label) {
        this.label = label;
    }

    /** The stable name in records, metrics, JMX and the manual. */
    public String label() {
        return label;
    }

    /**
     * The end that a direction still open takes when this end of the other one closes the tunnel: the same end where the
     * cause concerns the whole tunnel.
     */
    public RelayEnd inOtherDirection() {
        return switch (this) {
            case NOT_STARTED, IDLE_TIMEOUT, LIFETIME_EXCEEDED, QUOTA_EXCEEDED, POLICY_REVOKED, KILLED, SHUTDOWN -> this;
            case EOF,
                    RESET,
                    BROKEN_MESSAGE,
                    TRUNCATED,
                    READ_ERROR,
                    WRITE_ERROR,
                    TOO_SLOW,
                    PAYLOAD_EXCEEDED,
                    OTHER_SIDE_ENDED -> OTHER_SIDE_ENDED;
        };
    }
}
