package adit.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who listens on a port, read from Linux's {@code /proc} so that it needs no other program. */
final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    private PortHolder() {}

    /** Such as {@code pid 4711 (nginx)}; empty where the system does not say, as for processes of other users. */
    static Optional<String> of(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            sockets.addAll(listening(PROC.resolve(table), port));
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holdsAny(process.pid(), sockets))
                .findFirst()
                .map(process -> "pid " + process.pid() + " (" + name(process.pid()) + ")");
    }

    /** The links by which {@code /proc/PID/fd} shows the sockets that listen on the port. */
    private static Set<String> listening(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> links = new HashSet<>();
        for (String line : lines(table)) {
            // Columns: slot, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode.
            String[] column = line.strip().split("\\s+", 11);
            if (column.length > 9 && column[1].endsWith(suffix) && column[3].equals(LISTEN)) {
                links.add("socket:[" + column[9] + "]");
            }
        }
        return links;
    }

    private static boolean holdsAny(long pid, Set<String> links) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (links.contains(target(descriptor))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }

    /** What a descriptor stands for; empty for one that was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(long pid) {
        List<String> lines = lines(PROC.resolve(pid + "/comm"));
        return lines.isEmpty() ? "?" : lines.get(0);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
