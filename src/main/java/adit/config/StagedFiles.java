package adit.config;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Which files a change of the policies may have the server read. Whoever makes one may come from afar, and is told what is
 * wrong with a file in words of that file.
 *
 * @param configuration where there is none, nothing is below its folder
 */
record StagedFiles(Optional<Path> configuration) {
    static final String BELOW = "a file below the folder of the configuration file";
    static final String ALLOWED = BELOW + ", or one that the configuration file names";

    /** By its real path, so that no link leads out; by its name where there is no such file. */
    boolean isBelow(Path file) {
        return configuration
                .map(own -> own.toAbsolutePath().getParent())
                .filter(folder -> isBelow(folder, file.toAbsolutePath()))
                .isPresent();
    }

    private static boolean isBelow(Path folder, Path file) {
        try {
            return file.toRealPath().startsWith(folder.toRealPath());
        } catch (NoSuchFileException e) {
            return file.normalize().startsWith(folder.normalize());
        } catch (IOException e) {
            return false;
        }
    }

    /** @param known what may be read, too */
    void check(Set<Path> named, Set<Path> known, Location location, Problems problems) {
        named.stream()
                .filter(file -> !known.contains(file) && !isBelow(file))
                .forEach(file -> problems.refuse(location, "", Shown.quoted(file.toString()), ALLOWED));
    }
}
