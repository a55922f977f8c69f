package adit.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who listens on a port. */
final class PortHolder {
    private PortHolder() {}

    /** Such as {@code pid 4711 (nginx)}; empty where the system does not say, as for processes of other users. */
    static Optional<String> of(int port) {
        return ListeningSockets.holderOf(port).map(pid -> "pid " + pid + " (" + name(pid) + ")");
    }

    private static String name(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip();
        } catch (IOException e) {
            return "?";
        }
    }
}
