package adit.net;

import javax.net.ssl.SSLException;

/** A peer that was to speak TLS speaks text, such as HTTP in the clear. */
final class PlainTextException extends SSLException {
    private static final long serialVersionUID = 1;

    PlainTextException() {
        super("This port speaks TLS, and the request came in the clear.");
    }
}
