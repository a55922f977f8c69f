package adit.app;

import adit.account.DrainProgress;
import adit.config.Reload;
import adit.config.Settings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A proxy that listens. What the process needs to know of it. */
interface RunningServer {
    /** The settings in force. Its listeners are those it was started with. */
    Settings settings();

    /** Where it really listens, in the order of the configured listeners. */
    List<InetSocketAddress> addresses();

    /** Where metrics and health are served; empty where they are not. */
    default Optional<InetSocketAddress> adminAddress() {
        return Optional.empty();
    }

    /** Reads the configuration again; what is wrong with it changes nothing. From any thread. */
    Reload reload();

    /** @param told takes how far a drain is, every second; empty when it is cancelled */
    void watchDrain(Consumer<Optional<DrainProgress>> told);

    /** Accepts no more, as another process does; whoever has come in is served once more. To be followed by a stop. */
    void handOver();

    /**
     * Accepts no more, lets open tunnels end by themselves, and ends those that have not when the time is over or the
     * hurry is done, whichever comes first. Called by a thread of its own.
     *
     * @return true when all is closed, false where an operator has cancelled it and the proxy goes on
     */
    boolean stop(Duration drain, CompletableFuture<?> hurry);
}
