package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * What clients want to reach: one site, over HTTP and over HTTPS, that remembers each request it got.
 *
 * <p>{@code /hello} greets, {@code /status/N} answers with N and no body, {@code /files/} shows a directory and takes
 * uploads into it, {@code /streamed/} shows it with chunked coding, {@code /page/} has {@value #RESOURCES} resources, and
 * {@code /git/} is what Git serves of the directory.
 */
final class Origin implements AutoCloseable {
    static final int RESOURCES = 50;
    static final int RESOURCE_SIZE = 10_000;
    static final String HELLO = "hello from the origin\n";

    /** What clients ask the plain site for through a tunnel; everything else there must have been forwarded. */
    static final String TUNNELLED = "/hello?tunnelled";

    /** The directory of {@code /files/}. */
    final Path files;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final HttpServer plain;
    private final HttpsServer secure;

    Origin(Path files, Certificates certificates) throws IOException, GeneralSecurityException {
        this.files = Files.createDirectory(files);
        plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
        for (HttpServer server : List.of(plain, secure)) {
            server.createContext("/", exchange -> serve(exchange, server == secure));
            server.setExecutor(executor);
            server.start();
        }
    }

    /**
     * A request, as it arrived.
     *
     * @param target the request target; the clients' absolute form must have become the origin form
     */
    record Received(boolean secure, int port, String method, String target, Headers fields) {
        void assertCameThrough() {
            assertThat(fields.get("Host")).singleElement().isIn("localhost:" + port, "127.0.0.1:" + port);
            assertThat(target).startsWith("/");
            if (!secure && !target.equals(TUNNELLED)) {
                assertThat(fields.keySet()).noneMatch(name -> name.startsWith("Proxy-"));
                assertThat(fields.get("Via")).singleElement().asString().matches("1\\.[01] [!-~]+");
            } else {
                assertThat(fields).doesNotContainKey("Via");
            }
        }
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    void forget() {
        received.clear();
    }

    String http(String path) {
        return "http://localhost:" + plain.getAddress().getPort() + path;
    }

    String https(String path) {
        return "https://localhost:" + secure.getAddress().getPort() + path;
    }

    String authority() {
        return "localhost:" + plain.getAddress().getPort();
    }

    String secureAuthority() {
        return "localhost:" + secure.getAddress().getPort();
    }

    @Override
    public void close() {
        plain.stop(0);
        secure.stop(0);
        executor.shutdownNow();
    }

    private void serve(HttpExchange exchange, boolean isSecure) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            received.add(new Received(
                    isSecure,
                    exchange.getLocalAddress().getPort(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    copy(exchange.getRequestHeaders())));
            if (path.startsWith("/git/")) {
                GitBackend.serve(exchange, files);
            } else if (path.startsWith("/status/")) {
                exchange.sendResponseHeaders(Integer.parseInt(path.substring("/status/".length())), -1);
            } else if (path.startsWith("/files/")) {
                serveFile(exchange, files.resolve(path.substring("/files/".length())), false);
            } else if (path.startsWith("/streamed/")) {
                serveFile(exchange, files.resolve(path.substring("/streamed/".length())), true);
            } else if (path.equals("/page/")) {
                answer(exchange, "text/html", page());
            } else if (path.startsWith("/page/")) {
                answer(exchange, "text/javascript", "//" + "=".repeat(RESOURCE_SIZE - 2));
            } else {
                answer(exchange, "text/plain", HELLO);
            }
        }
    }

    private static Headers copy(Headers fields) {
        Headers copy = new Headers();
        fields.forEach((name, values) -> copy.put(name, new ArrayList<>(values)));
        return copy;
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void serveFile(HttpExchange exchange, Path file, boolean chunked) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            try (InputStream body = exchange.getRequestBody()) {
                Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            }
            exchange.sendResponseHeaders(201, -1);
        } else if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(Files.size(file)));
            exchange.sendResponseHeaders(200, -1);
        } else {
            // 0 means chunked here, and -1 an empty body.
            exchange.sendResponseHeaders(200, chunked ? 0 : Files.size(file) == 0 ? -1 : Files.size(file));
            try (OutputStream body = exchange.getResponseBody()) {
                Files.copy(file, body);
            }
        }
    }

    /** When all is loaded, the title tells how many resources the browser got with status 200. */
    private static String page() {
        StringBuilder html = new StringBuilder("<!doctype html><title>loading</title>");
        IntStream.range(0, RESOURCES)
                .forEach(i -> html.append("<script src='").append(i).append(".js'></script>"));
        return html.append(
                        "<script>onload = () => document.title = 'loaded ' + performance.getEntriesByType('resource')")
                .append(".filter(entry => entry.responseStatus === 200).length</script>")
                .toString();
    }
}
