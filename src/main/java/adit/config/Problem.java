package adit.config;

import java.util.Comparator;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the full key, or the name of the environment variable; empty where no key is concerned
 * @param message what was found and what is allowed
 */
public record Problem(Location location, String key, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(
                    (Problem p) -> p.location().source())
            .thenComparingInt(p -> p.location().line())
            .thenComparingInt(p -> p.location().column())
            .thenComparing(Problem::key)
            .thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** The one line for the operator: {@code file:line:column: key: found …; allowed: …}. */
    @Override
    public String toString() {
        return location + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
