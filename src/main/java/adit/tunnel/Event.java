package adit.tunnel;

/** What can happen to a tunnel, as far as its phase is concerned. */
public enum Event {
    /** The client's connection is secured, or needs no securing. */
    SECURED,
    /** The client has said where it wants to go. */
    REQUESTED,
    /** The policy allows the target. */
    ALLOWED,
    /** At least one address of the target is known and may be dialled. */
    RESOLVED,
    /** The target accepted the connection. */
    CONNECTED,
    /** The origin was reached and is sent the request. */
    FORWARDED,
    /** The connection that the request went by had ended before: the origin is to be reached anew. */
    RETRIED,
    /** The client has been told; bytes may flow. */
    GRANTED,
    /** One direction of the relay ended, the other goes on. */
    HALF_ENDED,
    /** The establishment failed and the client is told why. */
    REFUSED,
    /** Nothing more will happen, whatever the cause. */
    ENDED
}
