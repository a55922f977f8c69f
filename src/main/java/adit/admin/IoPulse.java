package adit.admin;

import adit.account.LiveThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whether the I/O threads answer. Each has at most one question to answer at a time, whoever asks and however often. Safe
 * for use by any thread.
 */
final class IoPulse {
    private final List<Asked> threads;
    private final Duration patience;

    /** @param patience how long an answer is waited for */
    IoPulse(List<LiveThread> threads, Duration patience) {
        this.threads = threads.stream().map(Asked::new).toList();
        this.patience = patience;
    }

    /** Asks all of them; returns the names of those that do not answer in time. */
    List<String> silent() {
        CompletableFuture.allOf(threads.stream().map(Asked::ask).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        return threads.stream().filter(Asked::isSilent).map(Asked::name).toList();
    }

    /** One thread, with the question that it has not answered. */
    private static final class Asked {
        private final LiveThread thread;
        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

        Asked(LiveThread thread) {
            this.thread = thread;
        }

        String name() {
            return thread.name();
        }

        synchronized CompletableFuture<Void> ask() {
            if (last.isDone()) {
                last = thread.answer();
            }
            return last;
        }

        synchronized boolean isSilent() {
            return !last.isDone();
        }
    }
}
