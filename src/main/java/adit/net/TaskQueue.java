package adit.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What other threads want done on the processor's thread. Any thread adds; the processor's thread runs. */
final class TaskQueue {
    private static final Logger LOG = LogManager.getLogger(TaskQueue.class);

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    void add(Runnable task) {
        tasks.add(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Runs the oldest tasks. One that throws does not keep the others from running. */
    void run(int most) {
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A posted task failed", e);
            }
        }
    }
}
