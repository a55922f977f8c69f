package adit.policy;

/** What a client wants of its target. */
public enum Purpose {
    /** A tunnel to a host and port that the client names. */
    CONNECT,
    /** One plain HTTP exchange with an origin that the client names. */
    HTTP,
    /** A tunnel to the one target that the operator has fixed. */
    FIXED
}
