package adit.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the files that values name, without a word on what is wrong with them. */
final class FileNames {
    private static final Set<String> KEYS = Schema.keys().stream()
            .filter(key -> key.type() == Schema.FILE)
            .map(Key::path)
            .collect(Collectors.toUnmodifiableSet());

    private final Path folder;
    private final Set<Path> found = new HashSet<>();

    /** @param folder where relative names start */
    FileNames(Path folder) {
        this.folder = folder;
    }

    Set<Path> found() {
        return Set.copyOf(found);
    }

    /** @param values by the paths of their keys, as {@link FileLayer} reads them */
    void search(Map<String, Located<?>> values) {
        values.forEach((path, located) -> {
            if (located.value() instanceof Map<?, ?> named) {
                items(named.values());
            } else if (path.equals(BlockListType.FILE.path())) {
                addLists(located);
            } else if (located.value() instanceof List<?> list) {
                items(list);
            } else if (KEYS.contains(path)) {
                add((String) located.value());
            }
        });
    }

    private void items(Collection<?> elements) {
        elements.stream().filter(Item.class::isInstance).map(Item.class::cast).forEach(item -> search(item.values()));
    }

    private void addLists(Located<?> pattern) {
        FilePattern files = new FilePattern(String.valueOf(pattern.value()), pattern.location(), "");
        found.addAll(files.find(folder, new Problems()));
    }

    private void add(String name) {
        try {
            found.add(folder.resolve(name));
        } catch (InvalidPathException e) {
            // It names no file; the loader says so.
            return;
        }
    }
}
