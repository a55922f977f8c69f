package adit.tls;

/** Whether a listener asks clients for a certificate. One that is given must always be valid. */
public enum ClientCertificate {
    NONE,
    /** A client may go without. */
    REQUEST,
    /** A client without one does not get beyond the handshake. */
    REQUIRE
}
