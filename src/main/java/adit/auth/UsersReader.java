package adit.auth;

import adit.auth.UserFileException.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads what htpasswd writes, {@code user:hash} a line, and Apache's AuthGroupFile, {@code group: user user} a line.
 * Both are in UTF-8; lines that are empty or begin with {@code #} mean nothing. Not thread-safe.
 */
final class UsersReader {
    /** The longest hash that is allowed has 123 characters, and htpasswd takes names of at most 255 bytes. */
    private static final int LONGEST_USER_LINE = 1024;

    private static final int LONGEST_GROUP_LINE = 64 * 1024;
    private static final int LONGEST_NAME = 255;

    /** After so many wrong lines a file is something else. */
    private static final int MOST_PROBLEMS = 20;

    private final Map<String, PasswordHash> hashes = new HashMap<>();
    private final Map<String, Integer> linesByName = new HashMap<>();
    private final Map<String, Set<String>> groups = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** The line being read. */
    private Path file = Path.of("");

    private int number;

    void readUsers(Path path, byte[] content) {
        read(path, content, LONGEST_USER_LINE, this::addUser);
    }

    void readGroups(Path path, byte[] content) {
        read(path, content, LONGEST_GROUP_LINE, this::addGroup);
    }

    /** @throws UserFileException where any line is wrong */
    Users users() throws UserFileException {
        if (!problems.isEmpty()) {
            throw new UserFileException(problems);
        }
        return new Users(hashes, groups);
    }

    private void read(Path path, byte[] content, int longest, Consumer<String> add) {
        file = path;
        number = 0;
        int enough = problems.size() + MOST_PROBLEMS;
        // Malformed bytes are replaced here, and so become a problem of their line.
        Iterator<String> lines =
                new String(content, StandardCharsets.UTF_8).lines().iterator();
        while (lines.hasNext() && problems.size() < enough) {
            number++;
            String line = lines.next().strip();
            if (line.length() > longest) {
                refuse("a line of " + line.length() + " characters", "at most " + longest);
            } else if (line.indexOf('\uFFFD') >= 0) {
                refuse("bytes that are not UTF-8", "UTF-8");
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                add.accept(line);
            }
        }
        if (lines.hasNext()) {
            problems.add(new Problem(file, number, "the lines after this one were not read"));
        }
    }

    private void addUser(String line) {
        String allowed = "user:hash, as htpasswd writes it";
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        if (colon < 0) {
            refuse("no colon", allowed);
        } else if (!isName(name)) {
            refuse("a user name that is empty, too long or has control characters", allowed);
        } else if (linesByName.putIfAbsent(name, number) != null) {
            refuse("a user that line " + linesByName.get(name) + " has already", "each user once");
        } else {
            addHash(name, line.substring(colon + 1));
        }
    }

    private void addHash(String name, String text) {
        try {
            hashes.put(name, PasswordHash.parse(text));
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage(), PasswordHash.ALLOWED);
        }
    }

    /** As with Apache, a group may go on in another line, and may have members that are no users. */
    private void addGroup(String line) {
        String allowed = "group: user user, the names without blanks";
        int colon = line.indexOf(':');
        String group = line.substring(0, Math.max(colon, 0));
        List<String> members = Arrays.stream(line.substring(colon + 1).split("\\s+"))
                .filter(Predicate.not(String::isEmpty))
                .toList();
        if (colon < 0) {
            refuse("no colon", allowed);
        } else if (!isName(group) || group.chars().anyMatch(Character::isWhitespace)) {
            refuse("a group name that is empty, too long or has blanks or control characters", allowed);
        } else if (!members.stream().allMatch(UsersReader::isName)) {
            refuse("a user name that is too long or has control characters", allowed);
        } else {
            members.forEach(
                    user -> groups.computeIfAbsent(user, u -> new HashSet<>()).add(group));
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl);
    }

    private void refuse(String found, String allowed) {
        problems.add(new Problem(file, number, "found " + found + "; allowed: " + allowed));
    }
}
