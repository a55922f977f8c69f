package adit.config;

import adit.lists.BlockList;
import adit.lists.ListException;
import adit.lists.ListSource;
import adit.policy.Grants;
import adit.time.WallClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The settings in force. Who changes them is serialised; readers take the snapshot without a lock. A tunnel reads it once,
 * when it is authorised, and so is judged by one generation from end to end, unless an operator has it judged anew. Safe
 * for use by any thread.
 */
public final class LiveSettings {
    private final ConfigurationLoader loader;
    private final WallClock clock;
    private final FileWatch files;
    private final AtomicReference<Snapshot> snapshot;
    private final LongAdder reloads = new LongAdder();
    private final LongAdder refusedReloads = new LongAdder();
    private volatile Runnable observer = () -> {};

    /**
     * Reads the settings that the process starts on.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public LiveSettings(ConfigurationLoader loader, WallClock clock) throws ConfigurationException {
        this.loader = loader;
        this.clock = clock;
        this.files = new FileWatch(loader);
        Settings settings = loader.load();
        PolicyVersion first = new PolicyVersion(1, clock.now(), "start", "what was read", PolicySet.of(settings));
        this.snapshot =
                new AtomicReference<>(new Snapshot(1, settings, Optional.empty(), new PolicyHistory(List.of(first))));
    }

    /**
     * The settings in force: those read last, with bounds, DNS cache and listeners as they were at the start. A listener that
     * was read as it is bound may have another policy, authentication and certificates.
     */
    public Settings current() {
        return snapshot.get().settings();
    }

    /** The number of the settings in force: 1 at the start, one more with each reload, commit and rollback that succeeded. */
    public long generation() {
        return snapshot.get().generation();
    }

    /** Where the names of other files start. */
    public Path folder() {
        return loader.folder();
    }

    /**
     * The content of a file below the folder of the configuration file, for a {@link #draft}.
     *
     * @throws ConfigurationException where it is elsewhere, or cannot be read
     */
    public byte[] content(Path other) throws ConfigurationException {
        return loader.content(other);
    }

    /** What the last reload came to; empty until there is one. */
    public Optional<Reload> lastReload() {
        return snapshot.get().last();
    }

    /** Reloads of the configuration that came into force. */
    public long reloadTotal() {
        return reloads.sum();
    }

    /** Reloads of the configuration that were refused. */
    public long refusedReloadTotal() {
        return refusedReloads.sum();
    }

    /** The last versions of the policies, newest first: those of the start, and one for each change since. */
    public List<PolicyVersion> history() {
        return snapshot.get().history().versions();
    }

    /** Has the observer run after each reload, by its thread. */
    public void afterReload(Runnable told) {
        observer = told;
    }

    /** Reads the configuration again. Where anything is wrong with it, the settings in force stay. */
    public synchronized Reload reload() {
        Snapshot before = snapshot.get();
        Instant now = clock.now();
        files.read();
        try {
            Settings read = loader.load();
            Settings next = NextSettings.of(before.settings(), read);
            List<String> applied = Changes.applied(before.settings(), next);
            List<String> pending = Changes.pending(next, read);
            List<EffectiveValue> values =
                    EffectiveValues.keeping(pending, before.settings().values(), read.values());
            snapshot.set(before.next(now, "reload", next.with(values))
                    .told(new Reload(before.generation() + 1, now, applied, pending, next.warnings(now), List.of())));
            reloads.increment();
        } catch (ConfigurationException e) {
            snapshot.set(
                    before.told(new Reload(before.generation(), now, List.of(), List.of(), List.of(), e.problems())));
            refusedReloads.increment();
        }
        observer.run();
        return lastReload().orElseThrow();
    }

    /**
     * Reloads where the files have changed since they were read last, and not since they were looked at last: whoever
     * writes one may be in the midst of it.
     *
     * @return what it came to; empty where nothing was to be done
     */
    public synchronized Optional<Reload> reloadIfChanged() {
        return files.haveSettled() ? Optional.of(reload()) : Optional.empty();
    }

    /**
     * Reads and checks a document whose sections take the place of those of the configuration; nothing is put in force. It
     * may name files below the folder of the configuration file, and those that this one names.
     *
     * @param source what problems call the document
     * @throws ConfigurationException with everything that is wrong
     */
    public Draft draft(String source, byte[] document) throws ConfigurationException {
        Snapshot before = snapshot.get();
        Settings read = loader.load(source, document);
        Settings next = NextSettings.of(before.settings(), read);
        PolicySet policies = PolicySet.of(next);
        Optional<String> exposed = policies.exposed(before.settings());
        if (exposed.isPresent()) {
            throw new ConfigurationException(
                    List.of(new Problem(Location.of(source), "listeners." + exposed.get(), exposure())));
        }
        List<String> ignored = Changes.applied(before.settings(), next).stream()
                .filter(change -> !Changes.concernPolicies(change))
                .collect(Collectors.toList());
        ignored.addAll(Changes.pending(next, read));
        Settings drafted = before.settings().with(policies);
        return new Draft(before.generation(), policies, ignored, drafted.warnings(clock.now()));
    }

    /**
     * Puts the policies of a draft in force.
     *
     * @return the new version; empty where they are those in force already
     * @throws StaleException where other settings have come into force since it was read
     */
    public synchronized Optional<PolicyVersion> commit(Draft draft, String cause) throws StaleException {
        Snapshot before = snapshot.get();
        if (draft.basis() != before.generation()) {
            throw new StaleException(draft.basis(), before.generation());
        }
        return put(before, draft.policies(), cause);
    }

    /**
     * Puts the policies of an earlier version in force, as a new one.
     *
     * @return the new version; empty where they are those in force already
     * @throws IllegalArgumentException where that version is not kept, or a listener would be open to everybody
     */
    public synchronized Optional<PolicyVersion> rollbackTo(long number) {
        Snapshot before = snapshot.get();
        PolicyVersion wanted = before.history()
                .find(number)
                .orElseThrow(() -> new IllegalArgumentException("there is no version " + number + " in the history"));
        Optional<String> exposed = wanted.policies().exposed(before.settings());
        if (exposed.isPresent()) {
            throw new IllegalArgumentException("listener " + exposed.get() + ": " + exposure());
        }
        return put(before, wanted.policies(), "rollback to " + number);
    }

    /** Puts other grants in force. */
    public synchronized void changeGrants(UnaryOperator<Grants> change) {
        Snapshot before = snapshot.get();
        Settings settings = before.settings();
        snapshot.set(before.with(settings.with(change.apply(settings.grants()))));
    }

    /** Those of the block lists in force that it is time to ask the web for a newer version of. */
    public List<ListSource> dueLists() {
        return current().blockLists().stream()
                .map(BlockList::source)
                .filter(loader.lists()::isDue)
                .toList();
    }

    /** Why the last load of the block list failed, since which the version before it stays; empty where it did not. */
    public Optional<String> lastProblem(BlockList list) {
        return loader.lists().lastProblem(list.source());
    }

    /**
     * Reads one of the block lists in force again, by the calling thread, which may have to wait for the web.
     *
     * @return empty where nothing has changed
     * @throws ListException where it cannot be had; the list in force stays
     */
    public Optional<Reload> reloadList(ListSource source) throws ListException {
        return replace(loader.lists().reload(source));
    }

    private synchronized Optional<Reload> replace(BlockList list) {
        Snapshot before = snapshot.get();
        Settings changed = before.settings().with(list);
        if (changed.policies().equals(before.settings().policies())) {
            return Optional.empty();
        }
        Reload result = new Reload(
                before.generation() + 1,
                clock.now(),
                List.of("block list " + list.source().name() + " (entries: " + list.size() + ")"),
                List.of(),
                Warnings.notUnderstood(list).stream().toList(),
                List.of());
        String cause = "reload of list " + list.source().name();
        snapshot.set(before.next(clock.now(), cause, changed).told(result));
        return Optional.of(result);
    }

    private Optional<PolicyVersion> put(Snapshot before, PolicySet policies, String cause) {
        if (policies.equals(before.policies())) {
            return Optional.empty();
        }
        Snapshot next = before.next(clock.now(), cause, before.settings().with(policies));
        snapshot.set(next);
        return Optional.of(next.history().newest());
    }

    private static String exposure() {
        return "would be open to everyone who can reach it: that takes open_proxy: true in the configuration, and a reload";
    }

    private record Snapshot(long generation, Settings settings, Optional<Reload> last, PolicyHistory history) {

        PolicySet policies() {
            return history.newest().policies();
        }

        /** The next generation; a version of the policies where they differ. */
        Snapshot next(Instant now, String cause, Settings changed) {
            PolicySet policies = PolicySet.of(changed);
            long number = generation + 1;
            if (policies.equals(policies())) {
                return new Snapshot(number, changed, last, history);
            }
            String summary = Changes.applied(settings, changed).stream()
                    .filter(Changes::concernPolicies)
                    .collect(Collectors.joining(", "));
            PolicyVersion version = new PolicyVersion(number, now, cause, summary, policies);
            return new Snapshot(number, changed, last, history.with(version));
        }

        Snapshot told(Reload reload) {
            return new Snapshot(reload.generation(), settings, Optional.of(reload), history);
        }

        Snapshot with(Settings changed) {
            return new Snapshot(generation, changed, last, history);
        }
    }
}
