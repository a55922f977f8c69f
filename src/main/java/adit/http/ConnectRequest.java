package adit.http;

import static adit.http.BadRequestException.malformed;

/** What RFC 9110, 9.3.6 and RFC 9112, 3.2.3 ask of a CONNECT request beyond the grammar of its head. */
public final class ConnectRequest {
    /** The method that opens a tunnel; method names are case-sensitive (RFC 9110, 9.1). */
    public static final String METHOD = "CONNECT";

    private ConnectRequest() {}

    public static boolean is(RequestHead head) {
        return head.method().equals(METHOD);
    }

    /**
     * The target of a CONNECT request.
     *
     * <p>A request that announces content is refused: bytes after the head belong to the tunnel, and a client that
     * calls some of them a body means something else by them.
     *
     * @throws BadRequestException where the request-target is no authority, or the request has content
     */
    public static Target target(RequestHead head) throws BadRequestException {
        boolean hasLength = head.values("Content-Length").stream()
                .anyMatch(length -> length.chars().anyMatch(c -> c != '0'));
        if (hasLength || !head.values("Transfer-Encoding").isEmpty()) {
            throw malformed("a CONNECT request has no content");
        }
        try {
            return Target.parse(head.target());
        } catch (BadTargetException e) {
            throw malformed("the target of CONNECT is wrong: " + e.getMessage());
        }
    }
}
