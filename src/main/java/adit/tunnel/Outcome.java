package adit.tunnel;

/**
 * How the establishment of a tunnel ended. Every accepted connection has exactly one; the first cause wins. The
 * names are the same in the reply, the record, the metrics, JMX and the manual.
 */
public enum Outcome {
    ESTABLISHED(200, "established", Blame.NOBODY, "", "Nothing to do."),
    ANSWERED(200, "answered", Blame.NOBODY, "", "Nothing to do: the proxy itself was asked, and has answered."),

    MALFORMED_REQUEST(
            400,
            "malformed_request",
            Blame.CLIENT,
            "http_request_error",
            "The request does not follow HTTP/1.1 (RFC 9112). Check the program that sent it; if it speaks TLS to the proxy, use a port that expects TLS."),
    REQUEST_TIMEOUT(
            408,
            "request_timeout",
            Blame.CLIENT,
            "http_request_error",
            "The whole request head must arrive within the time that the proxy allows. Send it at once, or try again on a better connection."),
    CONTENT_TOO_LARGE(
            413,
            "content_too_large",
            Blame.CLIENT,
            "http_request_error",
            "Send less at once, or ask the operator for a larger client_connection.relay_policy.max_total_payload."),
    TARGET_TOO_LONG(
            414,
            "target_too_long",
            Blame.CLIENT,
            "http_request_error",
            "No request target needs that much: CONNECT takes host:port, of which the host has at most 253 characters."),
    EXPECTATION_FAILED(
            417,
            "expectation_failed",
            Blame.CLIENT,
            "http_request_error",
            "The only expectation that HTTP knows is 100-continue. Leave the Expect field out, or send that."),
    HEAD_TOO_LARGE(
            431,
            "head_too_large",
            Blame.CLIENT,
            "http_request_error",
            "The request head is larger than the proxy allows. Send fewer or shorter header fields."),
    UNKNOWN_TRANSFER_CODING(
            501,
            "unknown_transfer_coding",
            Blame.CLIENT,
            "http_request_error",
            "The only transfer coding that the proxy knows is chunked. Send the content in that, or with a Content-Length."),

    AUTHENTICATION_REQUIRED(
            407,
            "authentication_required",
            Blame.CLIENT,
            "http_request_denied",
            "Give the program a user and a password for the proxy, as in HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT (percent-encoded) or curl --proxy-user USER. If you have none, ask the operator."),
    TARGET_BLOCKED(
            403,
            "target_blocked",
            Blame.POLICY,
            "http_request_denied",
            "A block list names the target. If that is a mistake, ask the operator of this proxy and quote the tunnel id."),
    TARGET_NOT_ALLOWED(
            403,
            "target_not_allowed",
            Blame.POLICY,
            "http_request_denied",
            "The target is not among those that this proxy reaches. If it should be, ask the operator and quote the tunnel id."),
    PORT_NOT_ALLOWED(
            403,
            "port_not_allowed",
            Blame.POLICY,
            "http_request_denied",
            "The proxy reaches only certain ports. If this one should be among them, ask the operator and quote the tunnel id."),
    ADDRESS_DENIED(
            403,
            "address_denied",
            Blame.POLICY,
            "destination_ip_prohibited",
            "The target has an address in a private or special range. If it should be reached, the operator has to allow its range (policy.allowed_addresses)."),
    LOOP_DETECTED(
            403,
            "loop_detected",
            Blame.CLIENT,
            "proxy_loop_detected",
            "The target is this proxy itself. Check the proxy settings of the program: it may use the proxy to reach the proxy."),

    TUNNEL_LIMIT(
            429,
            "tunnel_limit",
            Blame.PROXY,
            "connection_limit_reached",
            "The proxy has as many tunnels as it can hold. Try again later."),
    /** Told to a few at a time; the connections of the others are closed. */
    ACCEPT_LIMIT(
            503,
            "accept_limit",
            Blame.PROXY,
            "connection_limit_reached",
            "Try again in a few seconds. If it lasts, tell the operator: the proxy has more connections than it may have (limits.max_connections, or the open files of its process)."),
    CLIENT_LIMIT(
            429,
            "client_limit",
            Blame.CLIENT,
            "connection_limit_reached",
            "You have as many connections or tunnels open as you may. Close some, or reuse them."),
    RATE_LIMIT(
            429,
            "rate_limit",
            Blame.CLIENT,
            "http_request_denied",
            "You open tunnels faster than you may. Slow down, or reuse them."),
    USER_LIMIT(
            429,
            "user_limit",
            Blame.CLIENT,
            "connection_limit_reached",
            "Your user has as many tunnels open as it may, on all machines together. Close some, or reuse them."),
    TARGET_LIMIT(
            503,
            "target_limit",
            Blame.PROXY,
            "connection_limit_reached",
            "The proxy opens only so many tunnels to one target, for all its users together. Try again later."),
    QUOTA_EXCEEDED(
            429,
            "quota_exceeded",
            Blame.CLIENT,
            "http_request_denied",
            "Wait until the period is over; the field Retry-After says how many seconds that takes. If you need more, ask the operator."),
    AUTHENTICATION_BUSY(
            503,
            "authentication_busy",
            Blame.PROXY,
            "http_request_denied",
            "Try again in a few seconds. If it lasts, tell the operator: the proxy has more passwords to verify than it can."),

    RESOLVE_FAILED(
            502,
            "resolve_failed",
            Blame.TARGET,
            "dns_error",
            "The name could not be resolved. Check its spelling; if it is right, the DNS server of the proxy does not know it."),
    RESOLVER_BUSY(
            503,
            "resolver_busy",
            Blame.PROXY,
            "dns_error",
            "Try again in a few seconds. If it lasts, tell the operator: more names wait to be looked up than the proxy may ask for at once (dns.max_pending)."),
    CONNECTOR_BUSY(
            503,
            "connector_busy",
            Blame.PROXY,
            "connection_limit_reached",
            "Try again in a few seconds. If it lasts, tell the operator: more targets that do not answer are being connected to than the proxy may wait for at once (limits.max_pending_connects)."),
    CONNECT_REFUSED(
            502,
            "connect_refused",
            Blame.TARGET,
            "connection_refused",
            "The target answered that nothing listens on that port. Check the port, and whether the service is up."),
    CONNECT_UNREACHABLE(
            502,
            "connect_unreachable",
            Blame.TARGET,
            "destination_ip_unroutable",
            "The network of the proxy has no way to the target. Check the address, routes and firewalls."),
    BAD_RESPONSE(
            502,
            "bad_response",
            Blame.TARGET,
            "http_protocol_error",
            "What the origin sent does not follow HTTP/1.1 (RFC 9112). Ask for it without the proxy to compare, and tell who runs the origin."),
    ORIGIN_GONE(
            502,
            "origin_gone",
            Blame.TARGET,
            "connection_terminated",
            "The origin closed the connection instead of answering. Whether it acted on the request is unknown; if that does no harm, try again."),
    RESPONSE_TOO_LARGE(
            502,
            "response_too_large",
            Blame.POLICY,
            "http_response_body_size",
            "Ask for a part of it (Range), or ask the operator for a larger target_connection.relay_policy.max_total_payload."),
    RESOLVE_TIMEOUT(
            504,
            "resolve_timeout",
            Blame.TARGET,
            "dns_timeout",
            "The DNS server of the proxy did not answer in time. Try again; if it lasts, tell the operator."),
    CONNECT_TIMEOUT(
            504,
            "connect_timeout",
            Blame.TARGET,
            "connection_timeout",
            "The target did not answer in time: it is down, or a firewall drops the connection."),

    RESPONSE_TIMEOUT(
            504,
            "response_timeout",
            Blame.TARGET,
            "http_response_timeout",
            "The origin took the request and did not answer in time. Whether it acted on it is unknown; if that does no harm, try again."),

    DRAINING(
            503,
            "draining",
            Blame.PROXY,
            "http_request_denied",
            "Try again in a few seconds: another proxy, or this one restarted, will answer."),
    INTERNAL_ERROR(
            500,
            "internal_error",
            Blame.PROXY,
            "proxy_internal_error",
            "A fault of the proxy. Tell the operator and quote the tunnel id."),

    /** Told by an alert; by a reply only where the client speaks no TLS. */
    TLS_HANDSHAKE_FAILED(
            400,
            "tls_handshake_failed",
            Blame.CLIENT,
            "http_request_error",
            "Tell the program to use TLS to the proxy (a proxy address that begins with https://), or to use a port of this proxy that takes plain HTTP."),
    TLS_HANDSHAKE_TIMEOUT(0, "tls_handshake_timeout", Blame.CLIENT, "", ""),
    CLIENT_GONE(0, "client_gone", Blame.CLIENT, "", ""),
    REPLY_FAILED(0, "reply_failed", Blame.CLIENT, "", ""),
    HANDSHAKE_LIMIT(0, "handshake_limit", Blame.PROXY, "", "");

    private final int status;
    private final String label;
    private final Blame blame;
    private final String proxyError;
    private final String advice;

    Outcome(int status, String label, Blame blame, String proxyError, String advice) {
        this.status = status;
        this.label = label;
        this.blame = blame;
        this.proxyError = proxyError;
        this.advice = advice;
    }

    /** The HTTP status of the reply, or 0 where no reply is possible. */
    public int status() {
        return status;
    }

    /** The stable name in replies, records, metrics, JMX and the manual. */
    public String label() {
        return label;
    }

    /** Who has to act. */
    public Blame blame() {
        return blame;
    }

    /** The error type of RFC 9209 for the {@code Proxy-Status} field; empty where there is no refusal to send. */
    public String proxyError() {
        return proxyError;
    }

    /** What to do about it, in words for the developer behind the proxy; empty where nobody can be told. */
    public String advice() {
        return advice;
    }

    /** Whether the client is told why. */
    public boolean hasReply() {
        return status != 0;
    }
}
