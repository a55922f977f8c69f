package adit.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens where, read from Linux's {@code /proc} so that it needs no other program. */
final class ListeningSockets {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    /** The process that listens at a port, on whatever address; empty where the system does not say, as of other users. */
    static Optional<Long> holderOf(int port) {
        Map<String, Integer> sockets = listening();
        sockets.values().removeIf(other -> other != port);
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> !held(pid, sockets).isEmpty())
                .findFirst();
    }

    /** The ports that the process listens at; none where the system does not say. */
    static Set<Integer> portsOf(long pid) {
        return held(pid, listening());
    }

    private static Map<String, Integer> listening() {
        Map<String, Integer> ports = new HashMap<>();
        Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> listening(PROC.resolve(table)).stream())
                .forEach(column -> ports.put("socket:[" + column[9] + "]", port(column[1])));
        return ports;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }

    /** Columns: slot, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode. */
    private static List<String[]> listening(Path table) {
        // Those that listen come before all others, of which there may be very many.
        try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+", 11))
                    .takeWhile(column -> column.length > 9 && column[3].equals(LISTEN))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static Set<Integer> held(long pid, Map<String, Integer> sockets) {
        Set<Integer> ports = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                Integer port = sockets.get(target(descriptor));
                if (port != null) {
                    ports.add(port);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Set.of();
        }
        return ports;
    }

    /** What a descriptor stands for; empty for one that was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
