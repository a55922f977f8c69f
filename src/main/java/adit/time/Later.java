package adit.time;

import java.time.Duration;

/** Does something when some time has passed. Safe for use by any thread. */
@FunctionalInterface
public interface Later {
    /**
     * Has the task run once, by a thread on which nothing may take long.
     *
     * @param delay at least zero
     */
    void run(Duration delay, Runnable task);
}
