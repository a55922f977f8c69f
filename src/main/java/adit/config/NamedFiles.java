package adit.config;

import adit.tls.KeyFileException;
import adit.tls.KeyFiles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the files that the configuration names, and reads those of keys and certificates; reports what is wrong with them. */
final class NamedFiles {
    private final Path folder;
    private final Problems problems;

    /** @param folder where relative names start */
    NamedFiles(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    @FunctionalInterface
    interface Reader<T> {
        T read(Path file) throws IOException, KeyFileException;
    }

    /**
     * @param key what messages call the key
     * @return empty where the problem has been reported; else a file that may not exist
     */
    Optional<Path> find(String key, Located<String> name) {
        try {
            return Optional.of(folder.resolve(name.value()));
        } catch (InvalidPathException e) {
            problems.refuse(name.location(), key, Shown.quoted(name.value()), Schema.FILE.allowed());
            return Optional.empty();
        }
    }

    /**
     * @param key what messages call the key
     * @return empty where the problem has been reported
     */
    <T> Optional<T> read(String key, Located<String> name, Reader<T> reader) {
        return find(key, name).flatMap(file -> read(key, name.location(), file, reader));
    }

    /** As {@link #read}, only where {@link #isPrivate} holds of the file. */
    <T> Optional<T> readPrivate(String key, Located<String> name, Reader<T> reader) {
        return find(key, name)
                .filter(file -> isPrivate(key, name.location(), file))
                .flatMap(file -> read(key, name.location(), file, reader));
    }

    /** Whether others on this machine are kept from reading the file; reports where they are not. */
    boolean isPrivate(String key, Location location, Path file) {
        boolean open = KeyFiles.isReadableByOthers(file);
        if (open) {
            problems.refuse(
                    location,
                    key,
                    Shown.quoted(file.toString()) + ", which every user of this machine may read",
                    "a file that others may not read (chmod 600)");
        }
        return !open;
    }

    private <T> Optional<T> read(String key, Location location, Path file, Reader<T> reader) {
        try {
            return Optional.of(reader.read(file));
        } catch (IOException e) {
            problems.add(location, key, Shown.quoted(file.toString()) + " " + Shown.failure(e));
        } catch (KeyFileException e) {
            problems.add(location, key, Shown.quoted(file.toString()) + " " + Shown.escaped(e.getMessage()));
        }
        return Optional.empty();
    }
}
