package adit.config;

import adit.policy.BlockList;
import adit.policy.BlockListReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds and reads the files that {@code block_lists} of a policy names. */
final class BlockListFiles {
    /** Of one file; a file that is no list at all would have one a line. */
    private static final int MOST_PROBLEMS = 20;

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private final Path folder;
    private final String key;
    private final Problems problems;
    private final BlockListReader reader = new BlockListReader();

    /**
     * @param folder where relative names start
     * @param key what messages call the key that names the files
     */
    BlockListFiles(Path folder, String key, Problems problems) {
        this.folder = folder;
        this.key = key;
        this.problems = problems;
    }

    BlockList read(List<Located<String>> patterns) {
        Map<Path, Location> files = new LinkedHashMap<>();
        patterns.forEach(p -> find(p.value(), p.location()).forEach(file -> files.putIfAbsent(file, p.location())));
        files.forEach(this::readFile);
        return reader.blockList();
    }

    private Set<Path> find(String pattern, Location location) {
        String found = Shown.quoted(pattern);
        try {
            int slash = pattern.lastIndexOf('/') + 1;
            if (WILDCARD.matcher(pattern.substring(0, slash)).find()) {
                problems.refuse(location, key, found, "wildcards in the last part of the name only");
                return Set.of();
            }
            Path in = folder.resolve(pattern.substring(0, slash));
            String name = pattern.substring(slash);
            if (WILDCARD.matcher(name).find()) {
                return matches(in, name);
            }
            return Set.of(in.resolve(name));
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

    private void readFile(Path file, Location namedAt) {
        int before = reader.problems().size();
        try {
            reader.read(id(file), file);
        } catch (IOException e) {
            problems.add(namedAt, key, Shown.quoted(file.toString()) + " " + Shown.failure(e));
        }
        List<BlockListReader.Problem> found = reader.problems();
        found.stream().skip(before).limit(MOST_PROBLEMS).forEach(p -> {
            problems.add(new Location(file.toString(), p.line(), 0), "", p.message());
        });
        int more = found.size() - before - MOST_PROBLEMS;
        if (more > 0) {
            int line = found.get(before + MOST_PROBLEMS).line();
            problems.add(new Location(file.toString(), line, 0), "", "and " + more + " more wrong lines from here on");
        }
    }

    /** What clients may see of a file: never where it lies outside the folder of the configuration. */
    private String id(Path file) {
        Path inside = folder.toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        return String.valueOf(whole.startsWith(inside) ? inside.relativize(whole) : whole.getFileName());
    }
}
