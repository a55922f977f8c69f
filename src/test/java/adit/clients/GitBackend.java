package adit.clients;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs Git's own CGI program for the repositories in a directory; anyone may push. */
final class GitBackend {
    private GitBackend() {}

    static void serve(HttpExchange exchange, Path repositories) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", repositories.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REMOTE_USER", "anyone");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath().substring("/git".length()));
        put(environment, "QUERY_STRING", exchange.getRequestURI().getRawQuery());
        Headers fields = exchange.getRequestHeaders();
        put(environment, "CONTENT_TYPE", fields.getFirst("Content-Type"));
        put(environment, "CONTENT_LENGTH", fields.getFirst("Content-Length"));
        put(environment, "HTTP_CONTENT_ENCODING", fields.getFirst("Content-Encoding"));
        put(environment, "GIT_PROTOCOL", fields.getFirst("Git-Protocol"));
        Process process = builder.start();
        try {
            CompletableFuture<Void> upload = CompletableFuture.runAsync(() -> feed(exchange, process));
            InputStream output = new BufferedInputStream(process.getInputStream());
            exchange.sendResponseHeaders(readHead(output, exchange.getResponseHeaders()), 0);
            output.transferTo(exchange.getResponseBody());
            upload.join();
        } finally {
            process.destroy();
        }
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static void feed(HttpExchange exchange, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            exchange.getRequestBody().transferTo(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the fields of the CGI response (RFC 3875, 6.3) and returns its status. */
    private static int readHead(InputStream output, Headers fields) throws IOException {
        int status = 200;
        for (String line = readLine(output); !line.isEmpty(); line = readLine(output)) {
            String[] field = line.split(": ", 2);
            if (field[0].equals("Status")) {
                status = Integer.parseInt(field[1].substring(0, 3));
            } else {
                fields.add(field[0], field[1]);
            }
        }
        return status;
    }

    private static String readLine(InputStream output) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = output.read(); b >= 0 && b != '\n'; b = output.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
