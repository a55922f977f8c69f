package adit.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A proxy on this machine, as a process or several. */
abstract class Subject implements AutoCloseable {
    private final String name;

    Subject(String name) {
        this.name = name;
    }

    final String name() {
        return name;
    }

    abstract void start() throws IOException;

    /** What it is, while it runs. */
    abstract String description() throws IOException;

    abstract boolean does(Mode mode);

    abstract Entrance entrance(boolean tls);

    /** The process that was started, while it runs. */
    abstract ProcessHandle process();

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process()), process().descendants()).toList();
    }

    /** The processor time, of user and system, that it has taken so far. */
    final Duration cpu() {
        return processes().stream()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Its resident memory, in bytes. */
    final long memory() throws IOException {
        long total = 0;
        for (ProcessHandle process : processes()) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                total += lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum();
            }
        }
        return total;
    }

    @Override
    public abstract void close() throws IOException;

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
