package adit.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Checks keys whose values come as plain texts: from the command line, the environment and the table of defaults. The
 * elements of a list are separated by commas. Keys of a listener describe one, which takes the place of all others. Keys
 * of other lists of sections have no meaning here.
 */
final class TextLayer {
    private static final Set<String> SECTIONS = sections();
    private static final Map<String, Key<?>> BY_NAME = index(Key::flat);
    private static final Map<String, Key<?>> BY_VARIABLE = index(Key::variable);

    /** What {@code tunnel.sh} goes by, however much it is like a key. */
    private static final Set<String> OF_SCRIPT =
            Set.of("ADIT_HOME", "ADIT_BASE", "ADIT_OPTS", "ADIT_START_TIMEOUT", "ADIT_STOP_TIMEOUT");

    private final Context context;

    TextLayer(Context context) {
        this.context = context;
    }

    static Map<String, Located<?>> defaults(Context context) {
        Map<String, Located<?>> values = new HashMap<>();
        TextLayer layer = new TextLayer(context);
        for (Key<?> key : Schema.keys()) {
            key.usual().ifPresent(text -> layer.read(key, key.path(), text, Location.DEFAULTS, values));
        }
        Item listener = new Item(Schema.LISTENERS + "[0]", Location.DEFAULTS, Map.of());
        values.put(Schema.LISTENERS, new Located<>(List.of(listener), Location.DEFAULTS));
        values.put(TlsKeys.CERTIFICATES, new Located<>(List.of(), Location.DEFAULTS));
        values.put(Schema.RULES, new Located<>(List.of(), Location.DEFAULTS));
        values.put(Schema.POLICIES, new Located<>(Map.of(), Location.DEFAULTS));
        values.put(Schema.AUTHENTICATIONS, new Located<>(Map.of(), Location.DEFAULTS));
        return values;
    }

    /** @param texts values by full key, {@code listeners.address} and its like for a listener */
    Map<String, Located<?>> commandLine(Map<String, String> texts) {
        return read(texts, BY_NAME, Location.of(Location.COMMAND_LINE), name -> true);
    }

    /** Takes the variables that name a key, {@code ADIT_LIMITS_HEAD_SIZE} for {@code limits.head_size}. */
    Map<String, Located<?>> environment(Map<String, String> variables) {
        return read(variables, BY_VARIABLE, Location.of(Location.ENVIRONMENT), TextLayer::isMeantAsKey);
    }

    private Map<String, Located<?>> read(
            Map<String, String> texts, Map<String, Key<?>> known, Location source, Predicate<String> isKey) {
        Map<String, Located<?>> values = new HashMap<>();
        Map<String, Located<?>> listener = new HashMap<>();
        int before = context.problems().count();
        texts.forEach((name, text) -> {
            Key<?> key = known.get(name);
            if (key != null) {
                read(key, name, text, source, key.path().startsWith(Schema.LISTENERS) ? listener : values);
            } else if (isKey.test(name)) {
                String nearest = Nearest.hint(Nearest.to(name, known.keySet(), n -> n));
                context.problems().add(source, name, "is not a known key" + nearest);
            }
        });
        if (!listener.isEmpty()) {
            Item item = new Item(Schema.LISTENERS + "[0]", source, listener);
            boolean sound = context.problems().count() == before;
            values.put(Schema.LISTENERS, new Located<>(sound ? List.of(item) : List.of(), source));
        }
        return values;
    }

    private <T> void read(Key<T> key, String shown, String text, Location source, Map<String, Located<?>> values) {
        key.read(shown, key.type().node(text, source.mark()), context).ifPresent(v -> values.put(key.path(), v));
    }

    /** Users of the start script may have variables of their own, too; those are left alone. */
    private static boolean isMeantAsKey(String variable) {
        return !OF_SCRIPT.contains(variable)
                && (SECTIONS.stream().anyMatch(variable::startsWith)
                        || Nearest.to(variable, BY_VARIABLE.keySet(), name -> name)
                                .isPresent());
    }

    /** {@code ADIT_LIMITS_} and its like. */
    private static Set<String> sections() {
        return Schema.keys().stream()
                .filter(key -> key.path().contains("."))
                .map(key -> Key.VARIABLE_PREFIX
                        + key.flat().substring(0, key.flat().indexOf('.')).toUpperCase(Locale.ROOT) + "_")
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Key<?>> index(Function<Key<?>, String> name) {
        return Schema.keys().stream()
                .filter(TextLayer::isPlain)
                .collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    /** Whether the key is below no list of sections but that of the listeners. */
    private static boolean isPlain(Key<?> key) {
        return !key.path().replace(Schema.LISTENERS + "[]", "").contains("[]");
    }
}
