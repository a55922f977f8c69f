package adit.admin;

import adit.account.LiveServer;
import adit.account.LiveThread;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** How busy the I/O threads are, what they keep, and how they move it. */
final class IoMetrics {
    private static final double NANOS = 1e9;
    private static final double PERCENT = 100;

    private final List<LiveThread> threads;

    private IoMetrics(List<LiveThread> threads) {
        this.threads = threads;
    }

    static void add(Metrics metrics, LiveServer server) {
        metrics.counter("adit_relay_spliced_bytes_total", "Bytes that went by pipes of the kernel.")
                .number(() -> server.relay().splicedBytes());
        metrics.gauge("adit_relay_pipes", "Pipes of the kernel that are open.")
                .number(() -> server.relay().pipes());
        IoMetrics io = new IoMetrics(server.threads());
        io.add(
                metrics,
                "adit_io_thread_load_ratio",
                "How much of the last five seconds an I/O thread had something to do.",
                thread -> thread.loadPercent() / PERCENT);
        io.add(
                metrics,
                "adit_io_thread_lag_seconds",
                "The longest time in the last five to ten seconds until an I/O thread looked for more to do.",
                thread -> thread.lagNanos() / NANOS);
        io.add(
                metrics,
                "adit_io_thread_busy_seconds",
                "Time since an I/O thread looked for something to do; 0 while it waits for that.",
                thread -> thread.busyNanos() / NANOS);
        io.add(
                metrics,
                "adit_parked_bytes",
                "Memory in which bytes wait that no socket took.",
                LiveThread::parkedBytes);
    }

    private void add(Metrics metrics, String name, String help, ToDoubleFunction<LiveThread> value) {
        // Before they run, none of them has a name of its own, and no two values may have the same label.
        metrics.gauge(name, help, "io_thread").values(sample -> threads.stream()
                .collect(Collectors.toMap(LiveThread::name, value::applyAsDouble, Math::max))
                .forEach((thread, figure) -> sample.is(figure, thread)));
    }
}
