package adit.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One key of the configuration.
 *
 * @param path the full key; {@code []} follows the name of a list of sections
 * @param usual the default, as an operator would write it; empty where the key may be left out
 * @param supported what this version can do; everything else is known, and refused rather than ignored
 * @param instead what an operator may write where a value is not supported
 * @param description one line for the manual
 */
record Key<T>(
        String path, Type<T> type, Optional<String> usual, Predicate<T> supported, String instead, String description) {
    static final String VARIABLE_PREFIX = "ADIT_";

    static <T> Key<T> of(String path, Type<T> type, String description) {
        return new Key<>(path, type, Optional.empty(), value -> true, "", description);
    }

    Key<T> byDefault(String text) {
        return new Key<>(path, type, Optional.of(text), supported, instead, description);
    }

    /** Limits what this version accepts among what the type allows. */
    Key<T> only(String allowed, Predicate<T> test) {
        return new Key<>(path, type, usual, test, allowed, description);
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
        if (value.isPresent() && !supported.test(value.get())) {
            String found = Shown.node(node) + ", which is not supported by this version";
            context.problems().refuse(location, shown, found, instead);
            return Optional.empty();
        }
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
