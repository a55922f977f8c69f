package adit.lists;

import adit.lists.Download.Validators;
import adit.lists.ListSource.OnDisk;
import adit.lists.ListSource.OnTheWeb;
import adit.time.FileStamp;
import adit.time.Ticker;
import adit.time.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has the lists of all policies, so that one which has not changed is in memory once and is not read again. It holds none
 * that nobody else does. Safe for use by any thread; loads of different lists do not wait for each other.
 */
public final class ListStore {
    /** What may pass before a start goes on, or fails, where there is no copy of a list from the web. */
    private static final Duration FIRST_FETCH = Duration.ofSeconds(20);

    private static final Duration LATER_FETCH = Duration.ofMinutes(5);

    /** When to try again after a failure, if that is sooner than the next refresh. */
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final Path copies;
    private final Download download;
    private final WallClock clock;
    private final Ticker ticker;
    private final Map<ListSource, Held> held = new ConcurrentHashMap<>();

    /**
     * @param copies the folder for copies of lists from the web; made when it is needed
     * @param clock tells when a list was loaded
     * @param ticker tells when one is due
     */
    public ListStore(Path copies, Download download, WallClock clock, Ticker ticker) {
        this.copies = copies;
        this.download = download;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Has lists of files alone. */
    public static ListStore ofFiles() {
        Download none = (uri, known, into, mostBytes, within) -> {
            throw new ListException("cannot be fetched here");
        };
        return new ListStore(Path.of(""), none, WallClock.SYSTEM, Ticker.SYSTEM);
    }

    /**
     * The list as it is: a file is read where it has changed since it was last, a list from the web where it is neither in
     * memory nor copied.
     *
     * @throws ListException where it cannot be had
     */
    public BlockList load(ListSource source) throws ListException {
        Held list = held(source);
        Optional<BlockList> known = list.get();
        if (known.isPresent() && source.onTheWeb().isPresent()) {
            return known.get();
        }
        return list.told(() -> source.origin() instanceof OnDisk disk
                ? fromDisk(source, disk.file(), list, list.get())
                : fromCopyOrWeb(source, list));
    }

    /**
     * Reads the file again, or asks the web for a newer version. What was there stays where that fails.
     *
     * @return the very list that was there where nothing has changed
     * @throws ListException where it cannot be had; {@link #lastProblem} says so until it can
     */
    public BlockList reload(ListSource source) throws ListException {
        Held list = held(source);
        return list.told(() -> source.origin() instanceof OnDisk disk
                ? fromDisk(source, disk.file(), list, Optional.empty())
                : fromWeb(source, list, LATER_FETCH));
    }

    /** Whether it is time to ask the web for a newer version. */
    public boolean isDue(ListSource source) {
        return source.onTheWeb().isPresent() && ticker.nanos() - held(source).dueAt >= 0;
    }

    /** Why the last load of the list failed; empty where it did not. */
    public Optional<String> lastProblem(ListSource source) {
        return Optional.ofNullable(held(source).lastProblem);
    }

    private Held held(ListSource source) {
        return held.computeIfAbsent(source, any -> new Held());
    }

    private BlockList fromDisk(ListSource source, Path file, Held list, Optional<BlockList> known)
            throws ListException {
        try {
            Optional<FileStamp> stamp = FileStamp.of(file);
            if (stamp.isPresent() && !Files.isRegularFile(file)) {
                throw new ListException("is not a file");
            }
            if (known.isPresent() && stamp.isPresent() && stamp.equals(list.stamp)) {
                return known.get();
            }
            BlockList read = read(source, file);
            list.hold(read);
            list.stamp = stamp;
            return read;
        } catch (IOException e) {
            throw new ListException(failure(e));
        }
    }

    private BlockList fromCopyOrWeb(ListSource source, Held list) throws ListException {
        SavedCopy copy = SavedCopy.of(source, copies);
        if (copy.exists() && !copy.isDamaged()) {
            try {
                Validators version = copy.validators();
                list.hold(good(source, copy.text()));
                list.webVersion = version;
                list.dueAt = ticker.nanos();
                return list.get().orElseThrow();
            } catch (IOException | ListException e) {
                return fromWeb(source, list, FIRST_FETCH); // a copy that cannot be used is none
            }
        }
        return fromWeb(source, list, FIRST_FETCH);
    }

    private BlockList fromWeb(ListSource source, Held list, Duration within) throws ListException {
        OnTheWeb web = source.onTheWeb().orElseThrow();
        Optional<BlockList> known = list.get();
        list.dueAt = ticker.nanos() + Math.min(RETRY.toNanos(), web.refresh().toNanos());
        try {
            SavedCopy copy = SavedCopy.of(source, copies);
            Path next = copy.next();
            try {
                Optional<Validators> version = download.fetch(
                        web.uri(),
                        known.isPresent() ? list.webVersion : Validators.NONE,
                        next,
                        source.bounds().bytes(),
                        within);
                BlockList read = known.orElse(null);
                if (version.isPresent()) {
                    read = good(source, next);
                    copy.replace(next, version.get());
                    list.hold(read);
                    list.webVersion = version.get();
                }
                list.dueAt = ticker.nanos() + web.refresh().toNanos();
                return read;
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            throw new ListException("its copy " + failure(e));
        }
    }

    /** What is empty is an accident more likely than a list. */
    private BlockList good(ListSource source, Path fetched) throws IOException, ListException {
        BlockList read = read(source, fetched);
        if (read.size() == 0) {
            throw new ListException("is empty where it was fetched from");
        }
        return read;
    }

    private BlockList read(ListSource source, Path file) throws IOException, ListException {
        try (InputStream in = Files.newInputStream(file)) {
            return ListReader.read(source, in, clock.now());
        }
    }

    private static String failure(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        return e instanceof AccessDeniedException
                ? "may not be read by this user"
                : "cannot be read: " + e.getMessage();
    }

    /** What is known of one list. Written by one thread at a time, which holds the monitor; read by any. */
    private static final class Held {
        private volatile WeakReference<BlockList> list = new WeakReference<>(null);
        private volatile long dueAt;
        private volatile String lastProblem;

        /** Of the file that was read. */
        private Optional<FileStamp> stamp = Optional.empty();

        private Validators webVersion = Validators.NONE;

        synchronized BlockList told(Load load) throws ListException {
            try {
                BlockList loaded = load.run();
                lastProblem = null;
                return loaded;
            } catch (ListException e) {
                lastProblem = e.getMessage();
                throw e;
            }
        }

        Optional<BlockList> get() {
            return Optional.ofNullable(list.get());
        }

        void hold(BlockList loaded) {
            list = new WeakReference<>(loaded);
        }
    }

    @FunctionalInterface
    private interface Load {
        BlockList run() throws ListException;
    }
}
