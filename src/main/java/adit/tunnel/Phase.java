package adit.tunnel;

/** Where a tunnel is in its life. */
public enum Phase {
    /** TLS is being set up with the client. */
    HANDSHAKING,
    /** The client has yet to say where it wants to go. */
    NEGOTIATING,
    /** It is found out who asks, and the policy decides about the target's name and port. */
    AUTHORISING,
    /** The target's addresses are looked up and judged. */
    RESOLVING,
    /** The target is dialled. */
    CONNECTING,
    /** A request has gone to its origin, whose response is awaited. */
    AWAITING,
    /** The client is told that the tunnel is open. */
    REPLYING,
    /** Bytes flow both ways. */
    RELAYING,
    /** One direction has ended, the other goes on. */
    DRAINING,
    /** The client is told why there is no tunnel. */
    REJECTING,
    /** Over. */
    CLOSED;

    /**
     * The phase after an event. Total: an event that has no meaning in this phase, such as the answer of a resolver
     * that comes after the client left, changes nothing.
     */
    public Phase after(Event event) {
        if (this == CLOSED) {
            return CLOSED;
        }
        return switch (event) {
            case SECURED -> this == HANDSHAKING ? NEGOTIATING : this;
            case REQUESTED -> this == NEGOTIATING ? AUTHORISING : this;
            case ALLOWED -> this == AUTHORISING ? RESOLVING : this;
            case RESOLVED -> this == RESOLVING ? CONNECTING : this;
            case CONNECTED -> this == CONNECTING ? REPLYING : this;
            case FORWARDED -> this == CONNECTING ? AWAITING : this;
            case RETRIED -> this == AWAITING ? RESOLVING : this;
            case GRANTED -> this == REPLYING || this == AWAITING ? RELAYING : this;
            case HALF_ENDED -> this == RELAYING ? DRAINING : this;
            case REFUSED -> isEstablishing() ? REJECTING : this;
            case ENDED -> CLOSED;
        };
    }

    /** Whether the outcome of the establishment is still open and the client can be told a refusal, if by an alert. */
    public boolean isEstablishing() {
        return switch (this) {
            case HANDSHAKING, NEGOTIATING, AUTHORISING, RESOLVING, CONNECTING, AWAITING -> true;
            case REPLYING, RELAYING, DRAINING, REJECTING, CLOSED -> false;
        };
    }

    /** Whether bytes flow in at least one direction. */
    public boolean isRelaying() {
        return this == RELAYING || this == DRAINING;
    }
}
