package adit.change;

import adit.account.LiveTunnel;
import adit.account.TunnelRegistry;
import adit.config.ConfigurationException;
import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.http.BadTargetException;
import adit.http.IpAddress;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Decision;
import adit.policy.Evaluation;
import adit.policy.Identity;
import adit.policy.Purpose;
import adit.policy.Requester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The changes of the policies of a file, without sockets and with a clock that the test sets. */
final class Desk {
    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    final Path file;
    final LiveSettings settings;
    final TunnelRegistry registry = new TunnelRegistry(record -> {});
    final PolicyChanges changes;
    final List<Timed> timed = new ArrayList<>();
    Instant now = START;
    String client = "192.0.2.7";

    record Timed(Duration delay, Runnable task) {}

    Desk(Path folder, String... lines) {
        file = folder.resolve("adit.yaml");
        write(lines);
        try {
            settings = new LiveSettings(new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()), () -> now);
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
        changes = new PolicyChanges(settings, registry, () -> now, (delay, task) -> timed.add(new Timed(delay, task)));
    }

    void write(String... lines) {
        try {
            Files.writeString(file, String.join("\n", lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for the target as a client of the listener main, as the net does. */
    Decision ask(String target) {
        return ask(target, "main", Optional.empty());
    }

    Decision ask(String target, String listener, Optional<String> user) {
        AccessRequest request = request(target, listener, user);
        Decision decision = Evaluation.of(
                        settings.current().policyOf(listener),
                        settings.current().grants(),
                        request)
                .verdict(Optional.empty());
        changes.decisions()
                .decided(request, settings.current().listener(listener).policy(), decision);
        return decision;
    }

    AccessRequest request(String target, String listener, Optional<String> user) {
        try {
            Requester requester = new Requester(
                    IpAddress.parse(client).orElseThrow(), listener, user.map(name -> new Identity(name, Set.of())));
            return new AccessRequest(Target.parse(target), Purpose.CONNECT, requester, now);
        } catch (BadTargetException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void open(LiveTunnel tunnel) {
        registry.opened(tunnel);
    }
}
