package adit.app;

import adit.config.Reload;
import adit.config.Settings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A proxy that listens. What the process needs to know of it. */
interface RunningServer {
    /** The settings in force. Its listeners are those it was started with. */
    Settings settings();

    /** Where it really listens, in the order of the configured listeners. */
    List<InetSocketAddress> addresses();

    /** Reads the configuration again; what is wrong with it changes nothing. From any thread. */
    Reload reload();

    /**
     * Accepts no more, lets open tunnels end by themselves, and ends those that have not when the time is over or the
     * hurry is done, whichever comes first. Returns when all is closed. Called once, by a thread of its own.
     */
    void stop(Duration drain, CompletableFuture<?> hurry);
}
