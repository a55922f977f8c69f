package adit.app;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where all threads of the program come from. None of them keeps the process alive. */
final class Threads {
    private Threads() {}

    /** Threads that end when they have nothing to do, and refuse work when too much of it waits. */
    static ExecutorService pool(String name, int threads, int pending) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(pending), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A thread of its own for each task. */
    static Executor starting(ThreadFactory threads) {
        return task -> threads.newThread(task).start();
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
