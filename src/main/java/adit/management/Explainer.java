package adit.management;

import adit.config.LiveSettings;
import adit.config.Settings;
import adit.http.BadTargetException;
import adit.http.IpAddress;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Evaluation;
import adit.policy.Explanation;
import adit.policy.Purpose;
import adit.policy.Requester;
import adit.time.WallClock;
import adit.tunnel.Rejection;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Explains what each listener would make of a request, by the settings in force. Safe for use by any thread.
 *
 * @param own whether the proxy itself listens there
 */
public record Explainer(LiveSettings settings, Resolver resolver, Predicate<InetSocketAddress> own, WallClock clock) {
    private static final String SCHEME = "http://";
    private static final String NO_CLIENT = "127.0.0.1";

    private record Wanted(Target target, Purpose purpose) {}

    private record Answer(List<InetAddress> addresses, String failure) {}

    /**
     * Looks the name up, for which it waits no longer than for a connection, and connects to nothing.
     *
     * @param target {@code host:port}, or a URL of plain HTTP
     * @param client the address that the request comes from; empty for that of this machine
     * @param user empty where nobody says who it is
     * @return a block of lines for each listener, with an empty line between them
     * @throws IllegalArgumentException where the target or the client is not of that form; the message says why
     */
    public String explain(String target, String client, String user) {
        Settings now = settings.current();
        Wanted wanted = wanted(target);
        InetAddress from = IpAddress.parse(client.isEmpty() ? NO_CLIENT : client)
                .orElseThrow(() -> new IllegalArgumentException("the client is not an IP address"));
        Answer answer = addresses(wanted.target(), now.connectTimeout());
        return now.listeners().stream()
                .map(listener -> String.join("\n", lines(now, listener, wanted, from, user, answer)))
                .collect(Collectors.joining("\n\n"));
    }

    private List<String> lines(
            Settings now, Settings.Listener listener, Wanted wanted, InetAddress from, String user, Answer answer) {
        List<String> lines = new ArrayList<>();
        lines.add("listener: " + listener.name());
        lines.add("policy: " + listener.policy());
        boolean fixed = listener.destination().isPresent();
        if (fixed && !listener.destination().get().equals(wanted.target())) {
            lines.add("verdict: denied");
            lines.add("reason: the listener leads to " + listener.destination().get() + " alone");
            return lines;
        }
        if (user.isEmpty() && listener.authentication().isPresent()) {
            lines.add("authentication: required; who does not say who it is gets no further");
        }
        Requester requester = new Requester(from, listener.name(), now.identityOf(listener.name(), user));
        Purpose purpose = fixed ? Purpose.FIXED : wanted.purpose();
        AccessRequest request = new AccessRequest(wanted.target(), purpose, requester, clock.now());
        int port = wanted.target().port();
        Explanation explanation = new Explanation(
                Evaluation.of(now.policyOf(listener.name()), now.grants(), request),
                answer.addresses(),
                address -> own.test(new InetSocketAddress(address, port)));
        explanation.lines().forEach(line -> lines.add(Text.escape(line)));
        if (!answer.failure().isEmpty()) {
            lines.add("resolver: " + Text.escape(answer.failure()));
        }
        return lines;
    }

    private static Wanted wanted(String text) {
        try {
            if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
                return new Wanted(Target.parse(text), Purpose.CONNECT);
            }
            String authority = text.substring(SCHEME.length()).split("[/?]", 2)[0];
            return new Wanted(Target.parseHttp(authority), Purpose.HTTP);
        } catch (BadTargetException e) {
            // Without its cause: a management client does not know the class of that.
            throw new IllegalArgumentException("the target is neither host:port nor an http:// URL: " + e.getMessage());
        }
    }

    private Answer addresses(Target target, Duration longest) {
        if (target.literal().isPresent()) {
            return new Answer(List.of(target.literal().get()), "");
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        resolver.resolve(target.host(), new Resolver.Answer() {
            @Override
            public void found(List<InetAddress> addresses) {
                answer.complete(new Answer(addresses, ""));
            }

            @Override
            public void failed(Rejection rejection) {
                answer.complete(new Answer(List.of(), rejection.reason()));
            }
        });
        return awaited(answer, longest);
    }

    private static Answer awaited(CompletableFuture<Answer> answer, Duration longest) {
        try {
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Answer(List.of(), "no answer within " + longest.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(List.of(), "interrupted");
        }
    }
}
