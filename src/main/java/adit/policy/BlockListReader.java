package adit.policy;

import adit.http.BadTargetException;
import adit.http.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads block-list files, one entry a line, into one {@link BlockList}. A {@code #} begins a comment. Where two entries
 * are the same the first one counts. Not thread-safe.
 */
public final class BlockListReader {
    private static final int MOST_SHOWN = 60;

    /** Past so many wrong lines a file is something else than a list, and reading on would only cost memory. */
    private static final int MOST_WRONG = 1000;

    /**
     * A line that is no entry.
     *
     * @param line from 1
     * @param message what is wrong and what is allowed
     */
    public record Problem(String file, int line, String message) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + message;
        }
    }

    private final Map<String, String> hosts = new HashMap<>();
    private final Map<String, String> suffixes = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Reads one more file, in UTF-8.
     *
     * @param name what ids and problems call the file
     * @throws IOException where it cannot be read; the entries read so far stay
     */
    public void read(String name, Path file) throws IOException {
        // This decoder replaces malformed bytes, so that they become a problem of their line and not of the file.
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            read(name, reader);
        }
    }

    /** As {@link #read(String, Path)}; does not close the reader. */
    public void read(String name, Reader reader) throws IOException {
        BufferedReader lines = new BufferedReader(reader);
        int enough = problems.size() + MOST_WRONG;
        int number = 0;
        for (String line = lines.readLine(); line != null && problems.size() < enough; line = lines.readLine()) {
            number++;
            String entry = entry(number == 1 ? withoutByteOrderMark(line) : line);
            if (!entry.isEmpty()) {
                add(entry, name, number);
            }
        }
    }

    /** The list of all files read so far. */
    public BlockList blockList() {
        return new BlockList(hosts, suffixes);
    }

    /** Every line that is no entry, in the order of reading, up to 1000 of a file; what follows those is not read. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void add(String entry, String file, int line) {
        boolean suffix = entry.startsWith("*.");
        try {
            Host host = Host.parse(suffix ? entry.substring(2) : entry);
            if (suffix && host.literal().isPresent()) {
                throw new BadTargetException("nothing is below an address");
            }
            (suffix ? suffixes : hosts).putIfAbsent(BlockList.key(host), file + ":" + line);
        } catch (BadTargetException e) {
            String message = "found \"" + shown(entry) + "\": " + e.getMessage()
                    + "; allowed are a name, *.name for every name below it, and an IP address";
            problems.add(new Problem(file, line, message));
        }
    }

    private static String entry(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static String shown(String entry) {
        String start = entry.length() <= MOST_SHOWN ? entry : entry.substring(0, MOST_SHOWN) + "...";
        return start.replaceAll("[^\\p{Graph} ]", "?");
    }
}
