package adit.config;

import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One key of the configuration.
 *
 * @param path the full key; {@code []} follows the name of a list of sections
 * @param usual the default, as an operator would write it; empty where the key may be left out
 * @param description one line for the manual
 */
record Key<T>(String path, Type<T> type, Optional<String> usual, String description) {
    static final String VARIABLE_PREFIX = "ADIT_";

    static <T> Key<T> of(String path, Type<T> type, String description) {
        return new Key<>(path, type, Optional.empty(), description);
    }

    Key<T> byDefault(String text) {
        return new Key<>(path, type, Optional.of(text), description);
    }

    /**
     * Reads a value of this key.
     *
     * @param shown the key as messages name it
     * @return empty where the problem has been reported
     */
    Optional<Located<T>> read(String shown, Node node, Context context) {
        Optional<T> value = type.read(shown, node, context);
        Location location = Location.of(node.getStartMark());
        return value.map(v -> new Located<>(v, location));
    }

    /** The last part of its path. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** How the command line writes the key; a list of sections has one element there. */
    String flat() {
        return path.replace("[]", "");
    }

    /** {@code ADIT_LIMITS_HEAD_SIZE} for {@code limits.head_size}. */
    String variable() {
        return VARIABLE_PREFIX + flat().toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
