package adit.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is wrong, so that an operator sees all of it at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Location location, String key, String message) {
        found.add(new Problem(location, Shown.cut(key), message));
    }

    void refuse(Location location, String key, String found, String allowed) {
        add(location, key, "found " + found + "; allowed: " + allowed);
    }

    /** For a reference to something that does not exist. */
    void refuseName(Location location, String key, String name, Collection<String> known) {
        String allowed = known.stream().sorted().collect(Collectors.joining(", "));
        refuse(location, key, Shown.quoted(name), allowed + Nearest.hint(Nearest.to(name, known, n -> n)));
    }

    /** Whether anything is wrong with the key or one below it. */
    boolean concern(String key) {
        return found.stream().anyMatch(problem -> problem.key().startsWith(key));
    }

    int count() {
        return found.size();
    }

    void throwIfAny() throws ConfigurationException {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found.stream().sorted().distinct().toList());
        }
    }
}
