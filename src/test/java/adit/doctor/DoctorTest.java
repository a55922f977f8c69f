package adit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import adit.config.ConfigurationLoader;
import adit.time.WallClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final WallClock CLOCK = () -> Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path base;

    private final Map<String, String> files = new HashMap<>();
    private final List<Long> processes = new ArrayList<>();
    private final Machine machine = new Machine() {
        @Override
        public Optional<String> read(String file) {
            return Optional.ofNullable(files.get(file));
        }

        @Override
        public List<Long> processes() {
            return processes;
        }
    };

    @BeforeEach
    void directories() throws Exception {
        for (String name : List.of("logs", "run", "data")) {
            Files.createDirectory(base.resolve(name));
        }
    }

    private List<String> examine(String pid, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("listeners.address", "127.0.0.1:0", "dns.resolver", "system"));
        all.putAll(settings);
        List<String> lines = new ArrayList<>();
        new Doctor(machine, base, pid, CLOCK)
                .examine(
                        new ConfigurationLoader(Optional.empty(), Map.of(), all), finding -> lines.add(finding.line()));
        return lines;
    }

    @Test
    void whereNothingIsWrongAllIsOk() {
        assertThat(examine("", Map.of()))
                .contains("ok    configuration: built-in defaults", "ok    listener main: its address is free")
                .allMatch(line -> line.startsWith("ok "));
    }

    @Test
    void limitsOfTheKernelAreComparedWithWhatTheConfigurationNeeds() {
        files.put("/proc/77/limits", "Limit  Soft\nMax open files            1024                 4096    files\n");
        files.put("/proc/sys/net/core/somaxconn", "128\n");
        files.put("/proc/sys/vm/max_map_count", "65530\n");
        files.put("/proc/sys/net/ipv4/tcp_migrate_req", "0\n");
        files.put("/proc/sys/net/ipv4/ip_local_port_range", "60000\t60999");
        files.put("/proc/meminfo", "MemTotal: 9 kB\nMemAvailable:       1024 kB\n");
        assertThat(examine("77", Map.of("limits.max_connections", "2000")))
                .contains("ok    vm.max_map_count: 65530", "ok    instance: pid 77 runs")
                .filteredOn(line -> line.startsWith("warn"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        "warn  open files: 1024 for a process, and limits.max_connections needs 4256;"),
                        line -> assertThat(line).startsWith("warn  net.core.somaxconn: 128 is less than 4096"),
                        line -> assertThat(line)
                                .startsWith("warn  net.ipv4.tcp_migrate_req: 0 is less than 1: an upgrade may reset"),
                        line -> assertThat(line).startsWith("warn  net.ipv4.ip_local_port_range: 1000 ports are few"),
                        line -> assertThat(line).startsWith("warn  memory: 1 MB available"));
    }

    @Test
    void aWrongConfigurationIsAFailure() {
        assertThat(examine("", Map.of("limits.head_size", "x")))
                .last()
                .asString()
                .startsWith("fail  configuration: command line: limits.head_size");
    }

    @Test
    void aTakenAddressIsAFailureUnlessTheInstanceHasIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = Map.of("listeners.address", "127.0.0.1:" + taken.getLocalPort());
            assertThat(examine("", settings)).anyMatch(line -> line.startsWith("fail  listener main: cannot be bound"));
            assertThat(examine("77", settings)).noneMatch(line -> line.startsWith("fail"));
        }
    }

    @Test
    void aDirectoryThatIsAFileIsAFailure() throws Exception {
        Files.delete(base.resolve("logs"));
        Files.createFile(base.resolve("logs"));
        assertThat(examine("", Map.of())).anyMatch(line -> line.startsWith("fail  directory " + base.resolve("logs")));
    }

    @Test
    void anotherProcessWithTheSameDirectoriesIsAFailure() {
        processes.addAll(List.of(77L, 78L, 79L));
        String mine = "java\0-Dadit.base=" + base + "\0adit.app.Main\0run\0";
        files.put("/proc/77/cmdline", mine);
        files.put("/proc/78/cmdline", mine);
        files.put("/proc/79/cmdline", mine.replace(base.toString(), "/elsewhere"));
        assertThat(examine("77", Map.of()))
                .filteredOn(line -> line.startsWith("fail"))
                .singleElement()
                .asString()
                .startsWith("fail  instance: pid 78 uses the same directories; ");
    }

    @Test
    void aKernelSettingOfThisMachineIsReadWhole() {
        assertThat(Machine.OWN.number("/proc/sys/vm/max_map_count"))
                .hasValueSatisfying(value -> assertThat(value).isGreaterThan(9));
        assertThat(Machine.OWN.read("/proc/none")).isEmpty();
    }
}
