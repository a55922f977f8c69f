package adit.management;

import adit.account.DrainProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** How the program stops taking tunnels, and lets those that are open end. Safe for use by any thread. */
public interface Drains {
    /** Empty where it does not drain. */
    Optional<DrainProgress> progress();

    /**
     * Takes no more tunnels. Where it drains already, only the time changes; where a stop waits, it becomes no longer.
     *
     * @param time how long open tunnels may go on from now; empty for that of the configuration
     */
    void begin(Optional<Duration> time);

    /**
     * Takes tunnels again.
     *
     * @throws IOException where it does not drain, is about to end, or an address cannot be bound any more; the message says
     *     that in one line, and all stays as it was
     */
    void cancel() throws IOException;

    /** @param told takes how a drain ended when no tunnel is left, on a thread of the drain's */
    void whenFinished(Consumer<DrainProgress> told);
}
