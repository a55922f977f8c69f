package adit.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one proxy did in one round of one mode.
 *
 * @param seconds how long the clock ran
 * @param cpuSeconds what the proxy took of the processors meanwhile
 * @param others how many processors were busy with neither it nor its clients, on an average
 * @param memory what each tunnel added to its resident memory, in bytes; only of those that are idle
 */
record Round(
        long operations,
        long bytes,
        Histogram latency,
        double seconds,
        double cpuSeconds,
        double others,
        double memory) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final double TICKS_A_SECOND = 100;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;
    private static final double BYTES_PER_GB = 1e9;
    private static final double BYTES_PER_KB = 1024;

    /** What has been used so far. */
    private record Use(long nanos, double busy, double own, double subject) {
        static Use of(Subject subject) throws IOException {
            return new Use(
                    System.nanoTime(),
                    busyNow(),
                    seconds(ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO)),
                    seconds(subject.cpu()));
        }

        private static double seconds(Duration time) {
            return time.toNanos() / NANOS;
        }

        /** The seconds in which the processors did something, what the host took of them included. */
        private static double busyNow() throws IOException {
            String[] ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
            double total = 0;
            for (int i = 1; i <= 8; i++) {
                boolean idle = i == 4 || i == 5;
                total += idle ? 0 : Long.parseLong(ticks[i]);
            }
            return total / TICKS_A_SECOND;
        }
    }

    /** Plays one round, and looks whether every byte has come. */
    static Round play(Mode mode, Subject subject, Origin origin, Duration time) throws IOException {
        Play play = mode.play(origin, mostClients());
        try (Crowd crowd = new Crowd(subject.entrance(mode.isTls()), play)) {
            long memory = subject.memory();
            crowd.open(play.clients());
            crowd.serveUntil(play::isReady, PATIENCE);
            if (mode.counted() == Mode.Counted.MEMORY) {
                crowd.serve(SETTLE);
            }
            double held = (double) (subject.memory() - memory) / Math.max(1, play.clients());
            Use before = Use.of(subject);
            play.begin(crowd);
            crowd.serve(time);
            Use after = Use.of(subject);
            Round round = of(play, before, after, held);
            play.end(crowd);
            crowd.serveUntil(crowd::isEmpty, PATIENCE);
            return round;
        }
    }

    private static Round of(Play play, Use before, Use after, double memory) {
        double seconds = (after.nanos() - before.nanos()) / NANOS;
        double cpu = after.subject() - before.subject();
        double others = after.busy() - before.busy() - (after.own() - before.own()) - cpu;
        return new Round(
                play.operations, play.bytes, play.latency.copy(), seconds, cpu, Math.max(0, others / seconds), memory);
    }

    /** Seconds of a processor for a gigabyte, microseconds for an operation, or KB of memory for a tunnel. */
    double cost(Mode mode) {
        return switch (mode.counted()) {
            case BYTES -> cpuSeconds / bytes * BYTES_PER_GB;
            case OPERATIONS -> cpuSeconds / operations * MICROS;
            case MEMORY -> memory / BYTES_PER_KB;
        };
    }

    /** A client needs one descriptor, and its target another. */
    private static int mostClients() {
        var system = (com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return (int) Math.min(Integer.MAX_VALUE, (system.getMaxFileDescriptorCount() - 300) / 2);
    }
}
