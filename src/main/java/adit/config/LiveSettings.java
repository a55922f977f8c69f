package adit.config;

import adit.time.WallClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The settings in force. A reload is the one writer and is serialised; readers take the snapshot without a lock. A
 * tunnel reads it once, when it is authorised, and so is judged by one generation from end to end. Safe for use by any
 * thread.
 */
public final class LiveSettings {
    private final ConfigurationLoader loader;
    private final WallClock clock;
    private final AtomicReference<Snapshot> snapshot;
    private volatile Runnable observer = () -> {};

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

    /**
     * The settings in force: those read last, with limits, DNS cache and listeners as they were at the start. A listener that
     * was read as it is bound may have another policy, authentication and certificates.
     */
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

    /** Has the observer run after each reload, by its thread. */
    public void afterReload(Runnable told) {
        observer = told;
    }

    /** Reads the configuration again. Where anything is wrong with it, the settings in force stay. */
    public synchronized Reload reload() {
        Snapshot before = snapshot.get();
        Instant now = clock.now();
        Settings settings = before.settings();
        Reload result;
        try {
            Settings read = loader.load();
            Settings next = NextSettings.of(settings, read);
            List<String> applied = Changes.applied(settings, next);
            List<String> pending = Changes.pending(next, read);
            settings = next;
            result = new Reload(before.generation() + 1, now, applied, pending, next.warnings(now), List.of());
        } catch (ConfigurationException e) {
            result = new Reload(before.generation(), now, List.of(), List.of(), List.of(), e.problems());
        }
        snapshot.set(new Snapshot(result.generation(), settings, Optional.of(result)));
        observer.run();
        return result;
    }

    private record Snapshot(long generation, Settings settings, Optional<Reload> last) {}
}
