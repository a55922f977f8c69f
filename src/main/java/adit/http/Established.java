package adit.http;

import java.nio.charset.StandardCharsets;

/** The answer that opens a tunnel. */
public final class Established {
    private static final String REPLY = "HTTP/1.1 200 Connection established\r\n\r\n";

    private Established() {}

    /**
     * The bytes to send: HTTP/1.1 also to an HTTP/1.0 client (RFC 9110, 2.5), without Content-Length and
     * Transfer-Encoding, because what follows is the tunnel (RFC 9110, 9.3.6).
     */
    public static byte[] encode() {
        return REPLY.getBytes(StandardCharsets.US_ASCII);
    }
}
