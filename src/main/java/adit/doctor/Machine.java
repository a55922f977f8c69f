package adit.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the kernel tells of itself and its processes, as files under {@code /proc} and {@code /sys}. */
public interface Machine {
    /** The one that this runs on. */
    Machine OWN = new Machine() {
        @Override
        public Optional<String> read(String file) {
            try {
                // In large pieces: the kernel gives a setting at once, and to a second read nothing more.
                return Optional.of(String.join("\n", Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1)));
            } catch (IOException | UncheckedIOException e) {
                // Not every kernel has every file, and not every user may read each.
                return Optional.empty();
            }
        }

        @Override
        public List<Long> processes() {
            return ProcessHandle.allProcesses().map(ProcessHandle::pid).toList();
        }
    };

    /** The content of a file; empty where there is none or it may not be read. */
    Optional<String> read(String file);

    /** Their ids. */
    List<Long> processes();

    /** The first number in a file. */
    default Optional<Long> number(String file) {
        return read(file)
                .map(text -> text.strip().split("\\s+", -1)[0])
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }
}
