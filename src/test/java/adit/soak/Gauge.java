package adit.soak;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another Java process of this user has in use, read through JMX from within the machine. */
final class Gauge implements AutoCloseable {
    private final Path process;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;

    private Gauge(long pid, JMXConnector connector) throws IOException {
        this.process = Path.of("/proc", Long.toString(pid));
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        this.memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    static Gauge of(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            JMXConnector connector =
                    JMXConnectorFactory.newJMXConnector(new JMXServiceURL(machine.startLocalManagementAgent()), null);
            connector.connect();
            return new Gauge(pid, connector);
        } finally {
            machine.detach();
        }
    }

    /**
     * What is in use.
     *
     * @param heap bytes that survived a collection
     * @param direct bytes outside the heap
     * @param threads without those that serve this connection
     * @param resident bytes of the process in memory
     */
    record Sample(long heap, long direct, long descriptors, long threads, long resident) {
        @Override
        public String toString() {
            return String.format(
                    "heap %.2f MB, direct %.2f MB, descriptors %d, threads %d, resident %d MB",
                    heap / 1e6, direct / 1e6, descriptors, threads, resident / 1_000_000);
        }
    }

    Sample sample() throws JMException, IOException {
        memory.gc();
        memory.gc();
        return new Sample(
                memory.getHeapMemoryUsage().getUsed(),
                (Long) beans.getAttribute(new ObjectName("java.nio:type=BufferPool,name=direct"), "MemoryUsed"),
                descriptors(),
                threads(),
                resident());
    }

    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return open.count();
        }
    }

    private long threads() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .filter(name -> !name.startsWith("RMI ") && !name.startsWith("JMX "))
                .count();
    }

    private long resident() throws IOException {
        try (Stream<String> lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        }
    }

    List<String> listeners() throws JMException, IOException {
        return List.of((String[]) attribute("Server", "ListenAddresses"));
    }

    long tunnels(String figure) throws JMException, IOException {
        return ((Number) attribute("Tunnels", figure)).longValue();
    }

    private Object attribute(String type, String name) throws JMException, IOException {
        return beans.getAttribute(new ObjectName("adit:type=" + type), name);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
