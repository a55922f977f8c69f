package adit.app;

import java.util.TimerTask;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A task of a timer. One that fails must not end the timer for the others. */
final class LastingTask extends TimerTask {
    private static final Logger LOG = LogManager.getLogger(LastingTask.class);

    private final Runnable task;

    LastingTask(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A timed task failed", e);
        }
    }
}
