package adit.lists;

import adit.tls.Certificates;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A web server that has one list, and manners of its own. */
final class ListServer implements AutoCloseable {
    private static final String PASSWORD = "test";

    /** What it does with a request. */
    enum Manner {
        /** Answers with the text and a validator, or that it has not changed. */
        GOOD,
        NO_VALIDATOR,
        NOT_FOUND,
        REDIRECT_TO_HTTP,
        REDIRECT_TO_HTTPS,
        /** Says nothing until it is closed. */
        SILENT,
        /** Ends the connection amid the text. */
        TRUNCATED
    }

    volatile Manner manner = Manner.GOOD;
    volatile String text = "";

    /** Of each request, what it knew: the value of If-None-Match, or an empty text. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Certificates authority = Certificates.authority("Lists");
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpsServer server;

    ListServer() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
        server.setExecutor(executor);
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/ads.txt");
    }

    /** That trusts the server. */
    HttpClient client() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .followRedirects(Redirect.NORMAL)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private SSLContext serverContext() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        byte[] content = Certificates.pkcs12(PASSWORD, authority.server("localhost"));
        store.load(new ByteArrayInputStream(content), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String known = exchange.getRequestHeaders().getFirst("If-None-Match");
            asked.add(known == null ? "" : known);
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            switch (moved ? Manner.GOOD : manner) {
                case GOOD -> answer(exchange, known);
                case NO_VALIDATOR -> answer(exchange, text.length());
                case NOT_FOUND -> exchange.sendResponseHeaders(404, -1);
                case REDIRECT_TO_HTTP -> redirect(exchange, "http://localhost/ads.txt");
                case REDIRECT_TO_HTTPS ->
                    redirect(exchange, uri().resolve("/moved").toString());
                case SILENT -> closed.await();
                case TRUNCATED -> answer(exchange, text.length() + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String known) throws IOException {
        String tag = '"' + Integer.toHexString(text.hashCode()) + '"';
        exchange.getResponseHeaders().set("ETag", tag);
        if (tag.equals(known)) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            answer(exchange, text.length());
        }
    }

    private void answer(HttpExchange exchange, int length) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }
}
