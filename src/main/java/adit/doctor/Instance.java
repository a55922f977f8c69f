package adit.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The directories of one instance, and who else uses them. */
final class Instance {
    private static final String MAIN = "adit.app.Main";
    private static final long LITTLE = 1L << 30;
    private static final long FAR_TOO_LITTLE = 100L << 20;

    private final Machine machine;
    private final Path base;
    private final String pid;

    Instance(Machine machine, Path base, String pid) {
        this.machine = machine;
        this.base = base;
        this.pid = pid;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                pid.isEmpty() ? Finding.ok("instance", "none runs") : Finding.ok("instance", "pid " + pid + " runs"));
        findings.addAll(others());
        Stream.of("logs", "run", "data").map(base::resolve).forEach(directory -> findings.add(writable(directory)));
        findings.add(space());
        return findings;
    }

    private List<Finding> others() {
        return machine.processes().stream()
                .map(String::valueOf)
                .filter(process -> !process.equals(pid) && servesBase(process))
                .map(process -> Finding.fail(
                        "instance",
                        "pid " + process + " uses the same directories",
                        "stop it: kill " + process + "; or give it an ADIT_BASE of its own"))
                .toList();
    }

    private boolean servesBase(String process) {
        List<String> words = machine.read("/proc/" + process + "/cmdline")
                .map(text -> Arrays.asList(text.split("\0", -1)))
                .orElse(List.of());
        int main = words.indexOf(MAIN);
        return main >= 0
                && main + 1 < words.size()
                && words.get(main + 1).equals("run")
                && words.contains("-Dadit.base=" + base);
    }

    /** One that is not there is made at a start, where the one above it can be written. */
    private static Finding writable(Path directory) {
        Path there = Files.exists(directory)
                ? directory
                : Objects.requireNonNull(directory.toAbsolutePath().getParent());
        String matter = "directory " + directory;
        if (Files.isDirectory(there) && Files.isWritable(there)) {
            return Finding.ok(matter, there.equals(directory) ? "may be written" : "is made when it is needed");
        }
        return Finding.fail(
                matter,
                "cannot be written by " + System.getProperty("user.name"),
                "chown it to the user that runs Adit");
    }

    private Finding space() {
        String matter = "disk of " + base;
        try {
            long free = Files.getFileStore(base.toAbsolutePath()).getUsableSpace();
            String text = (free >> 20) + " MB free";
            if (free >= LITTLE) {
                return Finding.ok(matter, text);
            }
            return free >= FAR_TOO_LITTLE
                    ? Finding.warn(matter, text, "logs and a heap dump may need 1 GB")
                    : Finding.fail(matter, text, "make room: logs and quotas cannot be written on a full disk");
        } catch (IOException e) {
            return Finding.fail(matter, "cannot be read: " + e.getMessage(), "look at ADIT_BASE");
        }
    }
}
