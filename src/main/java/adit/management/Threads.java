package adit.management;

import adit.account.LiveThread;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows the I/O threads. Safe for use by any thread. */
final class Threads implements ThreadsMXBean {
    private final List<LiveThread> threads;

    Threads(List<LiveThread> threads) {
        this.threads = threads;
    }

    @Override
    public List<ThreadRow> getThreads() {
        return threads.stream().<ThreadRow>map(Row::new).toList();
    }

    @Override
    public long getParkedBytes() {
        return threads.stream().mapToLong(LiveThread::parkedBytes).sum();
    }

    private record Row(LiveThread thread) implements ThreadRow {
        @Override
        public String getName() {
            return Text.escape(thread.name());
        }

        @Override
        public int getLoadPercent() {
            return thread.loadPercent();
        }

        @Override
        public long getLagMicros() {
            return TimeUnit.NANOSECONDS.toMicros(thread.lagNanos());
        }

        @Override
        public long getTunnels() {
            return thread.tunnels();
        }

        @Override
        public long getParkedBytes() {
            return thread.parkedBytes();
        }
    }
}
