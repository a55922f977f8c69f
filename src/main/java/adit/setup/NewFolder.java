package adit.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of secrets in the making, which takes its place when all of it is there, or leaves nothing behind. */
final class NewFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private final Path place;
    private final Path draft;

    private NewFolder(Path place, Path draft) {
        this.place = place;
        this.draft = draft;
    }

    /**
     * @param place where it is to be, in a folder that exists
     * @param force whether it may take the place of another
     */
    static NewFolder of(Path place, boolean force) throws IOException {
        if (Files.exists(place) && !force) {
            throw new IOException(place + " is there already; --force makes all of it anew");
        }
        try {
            // Nobody but the owner may enter such a folder.
            return new NewFolder(place, Files.createTempDirectory(Objects.requireNonNull(place.getParent()), "jmx-"));
        } catch (IOException e) {
            throw new IOException("cannot make a folder in " + place.getParent(), e);
        }
    }

    Path file(String name) {
        return draft.resolve(name);
    }

    /** Writes a file that its owner alone may read. */
    void write(String name, String... lines) throws IOException {
        Files.createFile(file(name), PosixFilePermissions.asFileAttribute(OWN));
        Files.write(file(name), List.of(lines));
    }

    /** Takes a file away from all but its owner. */
    void restrict(String name) throws IOException {
        Files.setPosixFilePermissions(file(name), OWN);
    }

    void takePlace() throws IOException {
        delete(place);
        Files.move(draft, place);
    }

    @Override
    public void close() throws IOException {
        delete(draft);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
