package adit.admin;

import adit.http.IpAddress;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Lets pass only requests that are meant for this server. It listens on loopback, but so do browsers send whatever the
 * pages of strangers tell them: under names that lead here (DNS rebinding), or straight.
 */
final class Guard implements HttpHandler {
    private static final Logger LOG = LogManager.getLogger(Guard.class);

    /** No script, nothing from elsewhere, and nobody frames a page. */
    private static final String CONTENT_SECURITY =
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final int HTTP_PORT = 80;

    private static final String SITE = "Sec-Fetch-Site";
    private static final String ORIGIN = "Origin";

    /** What a browser says of a request that another site made it send. */
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    private final int port;
    private final HttpHandler pages;

    /** @param port where the server listens */
    Guard(int port, HttpHandler pages) {
        this.port = port;
        this.pages = pages;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            secure(exchange.getResponseHeaders());
            Optional<Reply> refusal = refusal(exchange);
            if (refusal.isPresent()) {
                refusal.get().send(exchange);
            } else {
                answer(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            pages.handle(exchange);
        } catch (RuntimeException e) {
            LOG.error("An admin request failed", e);
            if (exchange.getResponseCode() < 0) {
                Reply.text(500, "internal error, told in the application log").send(exchange);
            }
        }
    }

    private static void secure(Headers headers) {
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", CONTENT_SECURITY);
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
    }

    private Optional<Reply> refusal(HttpExchange exchange) {
        URI target = exchange.getRequestURI();
        List<String> hosts = values(exchange, "Host");
        // Whoever checks health by HTTP/1.0 may name no host; a browser always does.
        boolean hostIsMissing = hosts.isEmpty() && !exchange.getProtocol().equals("HTTP/1.0");
        if (target.isAbsolute() || target.getRawAuthority() != null || hostIsMissing || hosts.size() > 1) {
            return Optional.of(Reply.text(400, "bad request: a path, and one Host, are wanted"));
        }
        if (!hosts.stream().allMatch(this::isOurs)) {
            return Optional.of(Reply.text(421, "misdirected: this server is known by addresses of loopback alone"));
        }
        if (values(exchange, SITE).stream().anyMatch(FOREIGN::contains)) {
            return Optional.of(Reply.text(403, "forbidden: another site made your browser ask"));
        }
        return Optional.empty();
    }

    /**
     * Whether a browser says that a page of this server asks: by the one field or the other, and by neither that another
     * does. To be asked of what has passed the guard.
     */
    static boolean isFromOwnPage(HttpExchange exchange) {
        List<String> sites = values(exchange, SITE);
        List<String> origins = values(exchange, ORIGIN);
        String own = "http://" + exchange.getRequestHeaders().getFirst("Host");
        return !(sites.isEmpty() && origins.isEmpty())
                && sites.stream().allMatch("same-origin"::equals)
                && origins.stream().allMatch(own::equalsIgnoreCase);
    }

    private static List<String> values(HttpExchange exchange, String field) {
        return exchange.getRequestHeaders().getOrDefault(field, List.of());
    }

    /** Whether it is localhost or a loopback address, with the port of this server. */
    private boolean isOurs(String host) {
        int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        String wanted = colon < 0 ? String.valueOf(HTTP_PORT) : host.substring(colon + 1);
        return wanted.equals(String.valueOf(port)) && isLoopback(name);
    }

    private static boolean isLoopback(String name) {
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        return name.equalsIgnoreCase("localhost")
                || IpAddress.parse(bracketed ? name.substring(1, name.length() - 1) : name)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }
}
