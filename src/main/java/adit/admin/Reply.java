package adit.admin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One answer.
 *
 * @param status of HTTP
 * @param type its media type
 */
record Reply(int status, String type, String content) {

    static final Reply NOT_FOUND = text(404, "not found");

    /** One line of plain text. */
    static Reply text(int status, String line) {
        return new Reply(status, "text/plain; charset=utf-8", line + "\n");
    }

    /** Another page, to be looked at after what has been done. */
    static Reply seeOther(HttpExchange exchange, String path) {
        exchange.getResponseHeaders().set("Location", path);
        return text(303, "see " + path);
    }

    /** @param methods those that are, with a comma between */
    static Reply notAllowed(HttpExchange exchange, String methods) {
        exchange.getResponseHeaders().set("Allow", methods);
        return text(405, "method not allowed: allowed is " + methods);
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
