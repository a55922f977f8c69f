package adit.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tree of sections that the paths of the keys make up. */
final class Section {
    private static final String REPEATED = "[]";
    private static final String NAMED = "{}";

    private final String path;
    private final Map<String, Key<?>> keys = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();

    private Section(String path) {
        this.path = path;
    }

    static Section of(List<Key<?>> table) {
        Section root = new Section("");
        table.forEach(key -> root.add(key, key.path()));
        return root;
    }

    /** Has the section once more, any number of times by names of the operator's choosing, with further keys. */
    Section repeat(String section, String name, Key<?>... more) {
        Section named = new Section(name + NAMED);
        named.keys.putAll(sections.get(section).keys);
        named.sections.putAll(sections.get(section).sections);
        for (Key<?> key : more) {
            named.keys.put(key.name(), key);
        }
        sections.put(name, named);
        return this;
    }

    /** The full path, without what tells that there are many. */
    String path() {
        return path.replaceAll("(\\[]|\\{})$", "");
    }

    /** Whether it is a list of sections rather than one. */
    boolean isRepeated() {
        return path.endsWith(REPEATED);
    }

    /** Whether it is any number of sections by names of the operator's choosing. */
    boolean isNamed() {
        return path.endsWith(NAMED);
    }

    Optional<Key<?>> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    Optional<Section> section(String name) {
        return Optional.ofNullable(sections.get(name));
    }

    /** The names of its keys and sections. */
    List<String> names() {
        return Stream.concat(keys.keySet().stream(), sections.keySet().stream()).toList();
    }

    /** The full paths of all keys and sections below it. */
    Stream<String> paths() {
        Stream<String> below = sections.values().stream().flatMap(s -> Stream.concat(Stream.of(s.path()), s.paths()));
        return Stream.concat(keys.values().stream().map(Key::path), below);
    }

    private void add(Key<?> key, String rest) {
        int dot = rest.indexOf('.');
        if (dot < 0) {
            keys.put(rest, key);
            return;
        }
        String segment = rest.substring(0, dot);
        String child = path.isEmpty() ? segment : path + "." + segment;
        sections.computeIfAbsent(segment.replace(REPEATED, ""), name -> new Section(child))
                .add(key, rest.substring(dot + 1));
    }
}
