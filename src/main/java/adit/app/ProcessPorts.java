package adit.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Whether this process listens at a port, whatever for: a JVM opens ports that it tells nobody of, as when somebody
 * attaches to it. One thread looks from time to time, any may ask what was seen.
 */
final class ProcessPorts implements IntPredicate {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Supplier<Set<Integer>> reader;
    private List<Long> lastCounts = List.of();
    private final Set<Integer> known = ConcurrentHashMap.newKeySet();
    private volatile Set<Integer> ports = Set.of();

    /** @param reader finds all of them, which takes a look at every descriptor */
    ProcessPorts(Supplier<Set<Integer>> reader) {
        this.reader = reader;
    }

    /** Those of this process. */
    static ProcessPorts own() {
        return new ProcessPorts(
                () -> ListeningSockets.portsOf(ProcessHandle.current().pid()));
    }

    /** Takes note of one before anybody looks. */
    void add(int port) {
        known.add(port);
    }

    /** Reads them anew where threads have come or gone: whoever opens a port has one that accepts there. */
    void look() {
        List<Long> counts = List.of(threads.getTotalStartedThreadCount(), (long) threads.getThreadCount());
        if (!counts.equals(lastCounts)) {
            lastCounts = counts;
            ports = reader.get();
        }
    }

    @Override
    public boolean test(int port) {
        return known.contains(port) || ports.contains(port);
    }
}
