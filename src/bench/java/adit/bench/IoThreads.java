package adit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the scheduler of the system gave the I/O threads of a proxy, since they began. */
record IoThreads(Map<String, Share> byName) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** As MINA calls them, and as much of it as the system keeps. */
    private static final String PREFIX = "TunnelProcessor";

    /** In nanoseconds: on a processor, and waiting for one though there was work; and how often it got one. */
    private record Share(long run, long waited, long turns) {}

    static IoThreads of(long pid) throws IOException {
        Map<String, Share> byName = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                String name = Files.readString(task.resolve("comm")).strip();
                if (name.startsWith(PREFIX)) {
                    String[] fields =
                            Files.readString(task.resolve("schedstat")).strip().split(" ");
                    byName.put(
                            name + " " + task.getFileName(),
                            new Share(
                                    Long.parseLong(fields[0]),
                                    Long.parseLong(fields[1]),
                                    Long.parseLong(fields[2])));
                }
            }
        }
        return new IoThreads(byName);
    }

    /** One line for each thread. */
    String since(IoThreads before) {
        return byName.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue(), before.byName.get(entry.getKey())))
                .collect(Collectors.joining("\n"));
    }

    private static String line(String name, Share now, Share before) {
        long turns = now.turns - before.turns;
        return String.format(
                Locale.ROOT,
                "%s: %.0f ms of CPU, waited %.0f ms for it, %.3f ms on average",
                name,
                (now.run - before.run) / NANOS_PER_MILLI,
                (now.waited - before.waited) / NANOS_PER_MILLI,
                (now.waited - before.waited) / NANOS_PER_MILLI / Math.max(1, turns));
    }
}
