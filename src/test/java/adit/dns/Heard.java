package adit.dns;

import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What one asker hears of a resolver. */
final class Heard implements Resolver.Answer {
    final CompletableFuture<List<String>> early = new CompletableFuture<>();
    private final CompletableFuture<List<String>> found = new CompletableFuture<>();
    private final CompletableFuture<Rejection> failed = new CompletableFuture<>();

    @Override
    public void foundEarly(List<InetAddress> addresses) {
        early.complete(text(addresses));
    }

    @Override
    public void found(List<InetAddress> addresses) {
        found.complete(text(addresses));
    }

    @Override
    public void failed(Rejection rejection) {
        failed.complete(rejection);
    }

    private static List<String> text(List<InetAddress> addresses) {
        return addresses.stream().map(adit.http.IpAddress::text).toList();
    }

    boolean isOver() {
        return found.isDone() || failed.isDone();
    }

    List<String> addresses() {
        return found.orTimeout(20, TimeUnit.SECONDS).join();
    }

    List<String> early() {
        return early.orTimeout(20, TimeUnit.SECONDS).join();
    }

    Outcome failure() {
        return failed.orTimeout(20, TimeUnit.SECONDS).join().outcome();
    }

    String reason() {
        return failed.orTimeout(20, TimeUnit.SECONDS).join().reason();
    }
}
