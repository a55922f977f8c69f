package adit.account;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What may be seen of one of the I/O threads. Safe for use by any thread; each figure is a point-in-time read. */
public interface LiveThread {
    /** As a thread dump calls it. */
    String name();

    /** Asks it to answer, which it does when its turn comes. */
    CompletableFuture<Void> answer();

    /** Takes note of how busy it is; to be called about once a second. */
    void sample();

    /** How much of the last five seconds it did not wait for something to do: 0 to 100. */
    int loadPercent();

    /**
     * The longest time, in nanoseconds, that it took in the last five to ten seconds to serve what was ready at once: so late
     * may what became ready meanwhile have been served, a task or a timer.
     */
    long lagNanos();

    /** Nanoseconds since it began to serve what is ready; 0 while it waits for something. */
    long busyNanos();

    /** Tunnels that live on it. */
    long tunnels();

    /** Bytes of memory in which bytes wait for sockets to take them. */
    long parkedBytes();

    /** What it does; empty where the system does not tell. */
    Optional<StackTraceElement> position();
}
