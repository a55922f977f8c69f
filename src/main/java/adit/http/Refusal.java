package adit.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A final answer that opens no tunnel. The connection is closed after it. Nothing in {@code details} or {@code body}
 * can end a header, or steer the terminal it is shown on: what does not print is replaced by a question mark.
 *
 * @param status one of the statuses of {@link #reasonPhrase}
 * @param proxyError a registered proxy error type (RFC 9209, 2.3), such as {@code http_request_denied}
 * @param details one sentence for the {@code Proxy-Status} field
 * @param body the text for the reader of the answer; its line feeds stay
 * @param extra further fields in their order, such as {@code Allow} or {@code Retry-After}
 */
public record Refusal(int status, String proxyError, String details, String body, Map<String, String> extra) {

    /** @throws IllegalArgumentException where status, error type or an extra field cannot be sent as they are */
    public Refusal {
        reasonPhrase(status);
        if (!Grammar.isToken(proxyError)) {
            throw new IllegalArgumentException("not a token: " + proxyError);
        }
        extra.forEach(Refusal::checkField);
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** The bytes to send. Without body, as the answer to HEAD, the Content-Length is that of the body left out. */
    public byte[] encode(boolean withoutBody) {
        String shown = Printable.text(body);
        StringBuilder reply = new StringBuilder();
        reply.append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reasonPhrase(status))
                .append("\r\n");
        field(reply, "Content-Type", "text/plain; charset=utf-8");
        field(reply, "Content-Length", Integer.toString(shown.getBytes(StandardCharsets.UTF_8).length));
        field(reply, "Connection", "close");
        field(reply, "Cache-Control", "no-store");
        field(reply, "X-Content-Type-Options", "nosniff");
        field(reply, "Proxy-Status", "adit; error=" + proxyError + "; details=" + Printable.quoted(details));
        extra.forEach((name, value) -> field(reply, name, value));
        reply.append("\r\n").append(withoutBody ? "" : shown);
        return reply.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void field(StringBuilder reply, String name, String value) {
        reply.append(name).append(": ").append(value).append("\r\n");
    }

    private static void checkField(String name, String value) {
        boolean printable = value.chars().allMatch(c -> Grammar.isVisible(c) || c == ' ');
        if (!Grammar.isToken(name) || !printable) {
            throw new IllegalArgumentException("not a field: " + name);
        }
    }

    private static String reasonPhrase(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 405 -> "Method Not Allowed";
            case 407 -> "Proxy Authentication Required";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 417 -> "Expectation Failed";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> throw new IllegalArgumentException("no refusal has status " + status);
        };
    }
}
