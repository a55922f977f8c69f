package adit.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that an operator sees all of it at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Location location, String key, String message) {
        found.add(new Problem(location, Shown.cut(key), message));
    }

    void refuse(Location location, String key, String found, String allowed) {
        add(location, key, "found " + found + "; allowed: " + allowed);
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
