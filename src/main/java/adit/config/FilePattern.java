package adit.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The name of a file, or with wildcards in its last part that of several.
 *
 * @param key what messages call the key that names it
 */
record FilePattern(String text, Location location, String key) {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    static boolean hasWildcard(String text) {
        return WILDCARD.matcher(text).find();
    }

    /**
     * The files of that name; where there are no wildcards the one need not be there.
     *
     * @param folder where relative names start
     * @param problems are told what is wrong with the pattern; then there are no files
     */
    Set<Path> find(Path folder, Problems problems) {
        String found = Shown.quoted(text);
        try {
            int slash = text.lastIndexOf('/') + 1;
            if (hasWildcard(text.substring(0, slash))) {
                problems.refuse(location, key, found, "wildcards in the last part of the name only");
                return Set.of();
            }
            Path in = folder.resolve(text.substring(0, slash));
            String name = text.substring(slash);
            return hasWildcard(name) ? matches(in, name) : Set.of(in.resolve(name));
        } catch (InvalidPathException | PatternSyntaxException e) {
            problems.refuse(location, key, found, "the name of a file, such as blocked/*.txt");
        } catch (IOException | DirectoryIteratorException e) {
            problems.add(location, key, "cannot list the folder of " + found);
        }
        return Set.of();
    }

    /** In the order of their names, so that the entry that a decision is put down to does not depend on the disk. */
    private static Set<Path> matches(Path in, String glob) throws IOException {
        Set<Path> files = new TreeSet<>();
        if (Files.isDirectory(in)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(in, glob)) {
                stream.forEach(file -> {
                    if (!Files.isDirectory(file)) {
                        files.add(file);
                    }
                });
            }
        }
        return files;
    }
}
