package adit.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the kernel lets a proxy have: open files, queues, ports, memory. */
final class Kernel {
    private static final long BACKLOG = 4096;
    private static final long FEWEST_PORTS = 20_000;
    private static final long USUAL_MAPS = 65_530;

    /** Beside the sockets: jars, logs, selectors, what reloads and look-ups need. */
    private static final long OTHER_FILES = 256;

    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +([0-9]+|unlimited) ");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})\\s+([0-9]{1,5})");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +([0-9]{1,15}) kB");
    private static final String SYSCTL = "raise it, such as sysctl -w ";

    private final Machine machine;
    private final String process;

    /** @param pid of the instance that runs; empty for this process, which stands for one that is to be started */
    Kernel(Machine machine, String pid) {
        this.machine = machine;
        this.process = "/proc/" + (pid.isEmpty() ? "self" : pid);
    }

    /**
     * @param connections most clients at once, each of which may lead to a target
     * @param memory most bytes beside the heap
     */
    List<Finding> findings(long connections, long memory) {
        return Stream.of(
                        openFiles(2 * connections + OTHER_FILES),
                        atLeast("net.core.somaxconn", BACKLOG, "clients that come at once are turned away"),
                        atLeast("net.ipv4.tcp_max_syn_backlog", 1024, "clients that come at once must try again"),
                        atLeast(
                                "net.ipv4.tcp_migrate_req",
                                1,
                                "an upgrade may reset clients on other machines that are just connecting"),
                        ports(connections),
                        atLeast(
                                "net.netfilter.nf_conntrack_max",
                                2 * connections,
                                "packets of new tunnels are dropped"),
                        atLeast("vm.max_map_count", USUAL_MAPS, "Java may run out of memory maps"),
                        atLeast("fs.file-max", 2 * connections + OTHER_FILES, "the machine runs out of open files"),
                        memory(memory))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> openFiles(long needed) {
        return machine.read(process + "/limits").flatMap(first(OPEN_FILES)).map(limit -> {
            long files = limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
            String text = limit + " for a process";
            return files >= needed
                    ? Finding.ok("open files", text)
                    : Finding.warn(
                            "open files",
                            text + ", and limits.max_connections needs " + needed,
                            "raise ulimit -Hn (LimitNOFILE of systemd), or lower limits.max_connections");
        });
    }

    /** Nothing for a kernel that has no such setting. */
    private Optional<Finding> atLeast(String setting, long least, String consequence) {
        return machine.number("/proc/sys/" + setting.replace('.', '/'))
                .map(value -> value >= least
                        ? Finding.ok(setting, Long.toString(value))
                        : Finding.warn(
                                setting,
                                value + " is less than " + least + ": " + consequence,
                                SYSCTL + setting + "=" + least));
    }

    /** All targets at one address and port share them. */
    private Optional<Finding> ports(long connections) {
        String setting = "net.ipv4.ip_local_port_range";
        return machine.read("/proc/sys/net/ipv4/ip_local_port_range")
                .map(PORTS::matcher)
                .filter(Matcher::matches)
                .map(range -> Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1)
                .map(count -> count >= Math.min(FEWEST_PORTS, connections)
                        ? Finding.ok(setting, count + " ports")
                        : Finding.warn(
                                setting,
                                count + " ports are few: no more tunnels can lead to one target",
                                SYSCTL + setting + "=\"10240 65535\""));
    }

    private Optional<Finding> memory(long needed) {
        return machine.read("/proc/meminfo").flatMap(first(AVAILABLE)).map(kilobytes -> {
            long available = Long.parseLong(kilobytes) >> 10;
            long wanted = needed >> 20;
            String text = available + " MB available";
            return available >= wanted
                    ? Finding.ok("memory", text)
                    : Finding.warn(
                            "memory",
                            text + ", and heap and bytes that wait may need " + wanted + " MB",
                            "lower limits.parked_bytes, or set -Xmx in ADIT_OPTS, or add memory");
        });
    }

    private static Function<String, Optional<String>> first(Pattern pattern) {
        return text -> {
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        };
    }
}
