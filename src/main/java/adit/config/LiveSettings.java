package adit.config;

import adit.time.WallClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The settings in force. A reload is the one writer and is serialised; readers take the snapshot without a lock. A
 * tunnel reads it once, when it is authorised, and so is judged by one generation from end to end. Safe for use by any
 * thread.
 */
public final class LiveSettings {
    /** What the tunnels after a reload go by. */
    private static final List<Part> APPLIED = List.of(
            new Part("client_connection.initiation_timeout", Settings::initiationTimeout),
            new Part("client_connection.relay_policy", Settings::clientToTarget),
            new Part("target_connection.connect_timeout", Settings::connectTimeout),
            new Part("target_connection.allowed_targets", s -> s.policy().allowedTargets()),
            new Part("target_connection.relay_policy", Settings::targetToClient),
            new Part("policy.allowed_ports", s -> s.policy().connectPorts()),
            new Part("policy.allowed_addresses", s -> s.policy().addresses()),
            new Part("policy.block_lists", s -> s.policy().blocked(), LiveSettings::entries),
            new Part("shutdown.drain_timeout", Settings::drainTimeout));

    /** What the process was built on when it started. */
    private static final List<Part> SEALED = List.of(
            new Part("listeners", Settings::listeners),
            new Part("target_connection.dns_cache_ttl", Settings::dnsCacheTtl),
            new Part("limits", Settings::limits));

    private final ConfigurationLoader loader;
    private final WallClock clock;
    private final AtomicReference<Snapshot> snapshot;

    /**
     * Reads the settings that the process starts on.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public LiveSettings(ConfigurationLoader loader, WallClock clock) throws ConfigurationException {
        this.loader = loader;
        this.clock = clock;
        this.snapshot = new AtomicReference<>(new Snapshot(1, loader.load(), Optional.empty()));
    }

    /** The settings in force: those read last, with listeners, limits and DNS cache as they were at the start. */
    public Settings current() {
        return snapshot.get().settings();
    }

    /** The number of the settings in force: 1 at the start, one more with each successful reload. */
    public long generation() {
        return snapshot.get().generation();
    }

    /** What the last reload came to; empty until there is one. */
    public Optional<Reload> lastReload() {
        return snapshot.get().last();
    }

    /** Reads the configuration again. Where anything is wrong with it, the settings in force stay. */
    public synchronized Reload reload() {
        Snapshot before = snapshot.get();
        Instant now = clock.now();
        Settings settings = before.settings();
        Reload result;
        try {
            Settings read = loader.load();
            List<String> applied = changes(APPLIED, settings, read);
            List<String> pending = changes(SEALED, settings, read);
            settings = sealed(settings, read);
            result = new Reload(before.generation() + 1, now, applied, pending, List.of());
        } catch (ConfigurationException e) {
            result = new Reload(before.generation(), now, List.of(), List.of(), e.problems());
        }
        snapshot.set(new Snapshot(result.generation(), settings, Optional.of(result)));
        return result;
    }

    private static List<String> changes(List<Part> parts, Settings before, Settings after) {
        return parts.stream()
                .filter(part -> !part.value().apply(before).equals(part.value().apply(after)))
                .map(part -> part.key() + part.note().apply(after))
                .toList();
    }

    private static Settings sealed(Settings started, Settings read) {
        return new Settings(
                read.file(),
                started.listeners(),
                read.initiationTimeout(),
                read.clientToTarget(),
                read.connectTimeout(),
                started.dnsCacheTtl(),
                read.targetToClient(),
                read.policy(),
                started.limits(),
                read.drainTimeout());
    }

    private static String entries(Settings settings) {
        return " (entries: " + settings.policy().blocked().size() + ")";
    }

    private record Snapshot(long generation, Settings settings, Optional<Reload> last) {}

    /** A part of the settings that a reload reports on. */
    private record Part(String key, Function<Settings, Object> value, Function<Settings, String> note) {
        Part(String key, Function<Settings, Object> value) {
            this(key, value, settings -> "");
        }
    }
}
