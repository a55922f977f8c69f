package adit.lists;

import adit.lists.ListSource.Bounds;
import adit.lists.ListSource.OnDisk;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Loads a million names from a file, and prints what CPU time that takes and what it leaves on the heap. */
public final class MillionNames {
    static final int COUNT = 1_000_000;
    private static final int LOADS = 10;

    private MillionNames() {}

    /** Three labels, no two alike. */
    static String name(int i) {
        return "host" + Integer.toString(i, 36) + ".some-domain" + i % 5003 + ".example";
    }

    public static void main(String[] args) throws IOException, ListException {
        for (ListFormat format : ListFormat.values()) {
            Path file = write(format);
            try {
                measure(format, file);
            } finally {
                Files.delete(file);
            }
        }
    }

    private static void measure(ListFormat format, Path file) throws IOException, ListException {
        long first = 0;
        long best = Long.MAX_VALUE;
        BlockList list = null;
        long before = 0;
        for (int i = 0; i < LOADS; i++) {
            list = null;
            before = used();
            long start = cpuNanos();
            list = load(file);
            long millis = (cpuNanos() - start) / 1_000_000;
            first = i == 0 ? millis : first;
            best = Math.min(best, millis);
        }
        long retained = used() - before;
        System.out.printf(
                Locale.ROOT,
                "%-8s %d entries, %.1f MB of text: CPU time of the first load %d ms, best of %d %d ms; heap %.1f MB, %.1f bytes a name%n",
                format,
                list.size(),
                Files.size(file) / 1e6,
                first,
                LOADS,
                best,
                retained / 1e6,
                retained / (double) list.size());
    }

    /** Of this thread, so that what else the machine does is not measured. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static BlockList load(Path file) throws IOException, ListException {
        ListSource source =
                new ListSource("list", new OnDisk(file), Optional.empty(), new Bounds(1L << 30, 2 * COUNT));
        try (InputStream in = Files.newInputStream(file)) {
            return ListReader.read(source, in, Instant.EPOCH);
        }
    }

    private static Path write(ListFormat format) throws IOException {
        Path file = Files.createTempFile("million", "." + format);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < COUNT; i++) {
                out.write(line(format, name(i)));
                out.newLine();
            }
        }
        return file;
    }

    private static String line(ListFormat format, String name) {
        return switch (format) {
            case HOSTS -> "0.0.0.0 " + name;
            case DOMAINS -> name;
            case ADBLOCK -> "||" + name + "^";
            case DNSMASQ -> "address=/" + name + "/0.0.0.0";
            case RPZ -> name + " CNAME .";
        };
    }

    private static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
