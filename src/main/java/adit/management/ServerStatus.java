package adit.management;

import adit.account.LiveListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the program knows of itself. Safe for use by any thread; each answer is a point-in-time read. */
public interface ServerStatus {

    String version();

    State state();

    Instant startedAt();

    /** Since the start, by the monotonic clock. */
    Duration uptime();

    /**
     * Where clients are accepted now: name, mode and bound address, such as {@code main http 127.0.0.1:8080}, with
     * {@code (paused)} behind it where they are refused for the time being.
     */
    List<String> listenAddresses();

    /** All of them, in the order of the configuration; the same at any time. */
    List<LiveListener> listeners();

    Drains drains();

    /** Empty for the built-in defaults. */
    Optional<Path> configurationFile();

    /** Where the program is in its life. */
    enum State {
        STARTING,
        RUNNING,
        /** Accepts no more clients and waits for the open tunnels to end. */
        DRAINING,
        STOPPED
    }
}
