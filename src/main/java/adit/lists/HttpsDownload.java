package adit.lists;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Fetches lists by HTTPS, with the authorities that the JVM trusts. Safe for use by any thread. */
public final class HttpsDownload implements Download {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Supplier<HttpClient> clients;

    /** @param clients makes one for each download; it must not follow a redirection from HTTPS to HTTP */
    public HttpsDownload(Supplier<HttpClient> clients) {
        this.clients = clients;
    }

    @Override
    public Optional<Validators> fetch(URI uri, Validators known, Path into, long mostBytes, Duration within)
            throws ListException {
        HttpResponse<Void> response = answer(request(uri, known), into, mostBytes, within);
        if (response.statusCode() == NOT_MODIFIED && !known.equals(Validators.NONE)) {
            return Optional.empty();
        }
        if (response.statusCode() != OK) {
            throw new ListException("cannot be fetched: its server answered " + response.statusCode());
        }
        return Optional.of(new Validators(header(response, "ETag"), header(response, "Last-Modified")));
    }

    private static HttpRequest request(URI uri, Validators known) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!known.entityTag().isEmpty()) {
            request.header("If-None-Match", known.entityTag());
        }
        if (!known.lastModified().isEmpty()) {
            request.header("If-Modified-Since", known.lastModified());
        }
        return request.build();
    }

    private HttpResponse<Void> answer(HttpRequest request, Path into, long mostBytes, Duration within)
            throws ListException {
        CompletableFuture<HttpResponse<Void>> answer = clients.get()
                .sendAsync(
                        request,
                        head -> head.statusCode() == OK
                                ? new FileSubscriber(into, mostBytes)
                                : BodySubscribers.replacing(null));
        try {
            return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ListException("cannot be fetched: it took longer than " + within.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ListException("was not fetched: the proxy stops");
        } catch (ExecutionException e) {
            throw new ListException("cannot be fetched: " + cause(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static String cause(Throwable e) {
        String kind = e.getClass().getSimpleName();
        String text = e instanceof IOException && e.getMessage() != null ? e.getMessage() : "";
        return (kind + " " + text).strip().replaceAll("[^\\p{Graph} ]", "?");
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
