package adit.admin;

import adit.management.Management;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is where. */
final class Pages implements HttpHandler {
    /** How long an I/O thread may take to answer before it is said not to. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String READ = "GET, HEAD";
    private static final String POST = "POST";

    private final Map<String, HttpHandler> pages;
    private final Desk desk;

    Pages(Management.Model model, Throughput throughput) {
        IoPulse pulse = new IoPulse(model.server().threads(), PATIENCE);
        Health health = new Health(model.status(), pulse);
        PacPages pac = new PacPages(model.status(), model.settings());
        Gate gate = new Gate(model);
        StatusPage status = new StatusPage(model, throughput, gate);
        desk = new Desk(model, gate);
        pages = Map.of(
                "/",
                exchange -> status.page(exchange).send(exchange),
                "/explain",
                exchange -> new ExplainPage(model.explainer()).page(exchange).send(exchange),
                Desk.SIGN_IN,
                page(() -> gate.token().isPresent() ? SignInPage.page() : Reply.NOT_FOUND),
                "/style.css",
                page(() -> Style.SHEET),
                "/metrics",
                new MetricsHandler(Metrics.of(model, health)),
                "/healthz",
                page(health::healthz),
                "/readyz",
                page(health::readyz),
                "/proxy.pac",
                page(pac::proxyPac),
                "/wpad.dat",
                page(() -> pac.isOffered() ? pac.proxyPac() : Reply.NOT_FOUND));
    }

    private static HttpHandler page(Supplier<Reply> reply) {
        return exchange -> reply.get().send(exchange);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String allowed = allowed(path);
        String method = exchange.getRequestMethod();
        if (allowed.isEmpty()) {
            Reply.NOT_FOUND.send(exchange);
        } else if (!List.of(allowed.split(", ")).contains(method)) {
            Reply.notAllowed(exchange, allowed).send(exchange);
        } else if (method.equals(POST)) {
            desk.answer(exchange).send(exchange);
        } else {
            pages.get(path).handle(exchange);
        }
    }

    /** The methods that the path has, with a comma between; empty where there is nothing. */
    private String allowed(String path) {
        if (!desk.serves(path)) {
            return pages.containsKey(path) ? READ : "";
        }
        return pages.containsKey(path) ? READ + ", " + POST : POST;
    }
}
