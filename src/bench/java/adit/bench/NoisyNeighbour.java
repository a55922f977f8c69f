package adit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What one client notices of another that floods: round trips of 64 bytes through the proxy while it is idle, and while a
 * client at another address copies as fast as it can through a thousand tunnels. The one is first to get a processor
 * (SCHED_FIFO), the other last (SCHED_IDLE), as if both had machines of their own: else it were the fairness of this
 * machine's scheduler that is measured, not that of the proxy.
 *
 * <p>Arguments: the unpacked distribution, an empty directory, the number of tunnels that flood, the rounds, and any lines of
 * the section {@code limits}.
 */
final class NoisyNeighbour {
    private static final int IN_PLAY = 8;
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final double PART = 0.99;

    private final Path base;
    private final Installed adit;
    private final EchoLoop loop = new EchoLoop();

    private NoisyNeighbour(Path home, Path base) throws IOException {
        this.base = base;
        this.adit = new Installed(home, base);
    }

    public static void main(String[] args) throws Exception {
        NoisyNeighbour bench = new NoisyNeighbour(Path.of(args[0]), Path.of(args[1]).toRealPath());
        bench.run(Integer.parseInt(args[2]), Integer.parseInt(args[3]), List.of(args).subList(4, args.length));
    }

    private void run(int tunnels, int rounds, List<String> limits) throws Exception {
        Files.writeString(
                base.resolve("adit.yaml"),
                """
                policy:
                  allowed_addresses: ["127.0.0.1/32"]
                  rules: [{id: all, action: allow, ports: [1-65535]}]
                limits:
                  max_connections: 5000
                """
                        + String.join("", limits.stream().map(line -> "  " + line + "\n").toList()));
        Thread thread = new Thread(loop, "echo");
        thread.setDaemon(true);
        thread.start();
        putFirst(thread.getName());
        int port = adit.start(base.resolve("adit.yaml"));
        try {
            for (int i = 0; i < IN_PLAY; i++) {
                loop.add(Tunnels.open(Tunnels.connect(port), loop.port()), true, true);
                loop.add(Tunnels.connect(loop.port()), false, true);
            }
            period();
            System.out.println("p99 in ms | idle: past, through | flooded: past, through | ratio, MB/s");
            for (int i = 0; i < rounds; i++) {
                EchoLoop.Period idle = period();
                Process flood = flood(port, tunnels);
                EchoLoop.Period busy = period();
                String rate = end(flood);
                System.out.println(line(idle, busy, rate));
            }
        } finally {
            adit.stop();
        }
    }

    private static void putFirst(String thread) throws IOException, InterruptedException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).strip().equals(thread)) {
                    String id = task.getFileName().toString();
                    new ProcessBuilder("chrt", "--fifo", "--pid", "1", id)
                            .inheritIO()
                            .start()
                            .waitFor();
                }
            }
        }
    }

    private EchoLoop.Period period() throws InterruptedException {
        Pause.of(SETTLE);
        loop.turn();
        Pause.of(PERIOD);
        return loop.turn();
    }

    private Process flood(int port, int tunnels) throws IOException {
        Process flood = new ProcessBuilder(
                        "chrt", "--idle", "0", ProcessHandle.current().info().command().orElseThrow(),
                        "-cp", System.getProperty("java.class.path"), Flood.class.getName(),
                        Integer.toString(port), Integer.toString(tunnels))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        flood.inputReader().readLine();
        return flood;
    }

    /** Returns what came in its last second. */
    private static String end(Process flood) throws IOException, InterruptedException {
        flood.outputWriter().append("end\n").close();
        String last = flood.inputReader().lines().reduce("", (one, other) -> other);
        flood.waitFor();
        return last;
    }

    private static String line(EchoLoop.Period idle, EchoLoop.Period busy, String rate) {
        double before = idle.tunnels.millis(PART);
        double after = busy.tunnels.millis(PART);
        return String.format(
                Locale.ROOT,
                "%.3f %.3f | %.3f %.3f | %.2f, %s; medians %.3f %.3f",
                idle.direct.millis(PART),
                before,
                busy.direct.millis(PART),
                after,
                after / before,
                rate, idle.tunnels.millis(0.5), busy.tunnels.millis(0.5));
    }
}
