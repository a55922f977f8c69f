package adit.net;

import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Runs a task again when it is thrown out. An Error in a filter would otherwise end the loop of MINA's processor for
 * good, and with it every tunnel of the thread.
 */
record LastingExecutor(Executor executor) implements Executor {
    private static final Logger LOG = LogManager.getLogger(LastingExecutor.class);

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> {
            while (!ends(task)) {
                LOG.error("The I/O loop goes on");
            }
        });
    }

    private static boolean ends(Runnable task) {
        try {
            task.run();
            return true;
        } catch (Throwable e) {
            LOG.error("The I/O loop was thrown out", e);
            return false;
        }
    }
}
