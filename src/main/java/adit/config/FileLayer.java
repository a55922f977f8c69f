package adit.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Checks the tree of a file against the table of keys and takes the values out of it. */
final class FileLayer {
    private static final Section ROOT = Schema.root();

    /** What a name of the operator's choosing means already where one refers to it. */
    private static final Set<String> RESERVED = Set.of(Settings.DEFAULT, Settings.NONE);

    private static final Type<String> NAME = Types.name();

    private final Context context;

    FileLayer(Context context) {
        this.context = context;
    }

    /** The checked values by the paths of their keys. */
    Map<String, Located<?>> read(Node root) {
        Map<String, Located<?>> values = new HashMap<>();
        readSection(ROOT, "", root, values);
        return values;
    }

    /** The checked values of one section alone, by the paths of its keys. */
    Map<String, Located<?>> read(Section section, String path, Node node) {
        Map<String, Located<?>> values = new HashMap<>();
        readSection(section, path, node, values);
        return values;
    }

    private void readSection(Section section, String path, Node node, Map<String, Located<?>> values) {
        if (Tag.NULL.equals(node.getTag())) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            refuse(node, path, Shown.kind(node), "a section with the keys " + String.join(", ", section.names()));
            return;
        }
        readEntries(mapping, path, (name, tuple) -> readEntry(section, path, name, tuple, values));
    }

    /** Takes the entries of a mapping whose names are fit to be keys, each once. */
    private void readEntries(MappingNode mapping, String path, BiConsumer<String, NodeTuple> reader) {
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            Optional<String> name = name(key, path);
            if (name.isEmpty()) {
                continue;
            }
            Integer first = lines.putIfAbsent(
                    name.get(), Location.of(key.getStartMark()).line());
            if (first == null) {
                reader.accept(name.get(), tuple);
            } else {
                refuse(key, below(path, name.get()), "it a second time", "once; the first is on line " + first);
            }
        }
    }

    private Optional<String> name(Node node, String path) {
        if (node instanceof ScalarNode scalar && !StrictParser.REFUSED.equals(node.getTag())) {
            return Optional.of(scalar.getValue());
        }
        refuse(node, path, Shown.kind(node) + " as a key", "the name of a key");
        return Optional.empty();
    }

    private void readEntry(Section section, String path, String name, NodeTuple tuple, Map<String, Located<?>> values) {
        String shown = below(path, name);
        Optional<Key<?>> key = section.key(name);
        Optional<Section> child = section.section(name);
        if (key.isPresent()) {
            key.get()
                    .read(shown, tuple.getValueNode(), context)
                    .ifPresent(v -> values.put(key.get().path(), v));
        } else if (child.isEmpty()) {
            refuseUnknown(section, shown, name, tuple.getKeyNode());
        } else if (child.get().isRepeated()) {
            readList(child.get(), shown, tuple.getValueNode(), values);
        } else if (child.get().isNamed()) {
            readNamed(child.get(), shown, tuple.getValueNode(), values);
        } else {
            readSection(child.get(), shown, tuple.getValueNode(), values);
        }
    }

    private void readList(Section section, String path, Node node, Map<String, Located<?>> values) {
        boolean mayBeEmpty = section.path().equals(Schema.RULES);
        if (!(node instanceof SequenceNode sequence)
                || (!mayBeEmpty && sequence.getValue().isEmpty())) {
            refuse(node, path, Shown.kind(node), mayBeEmpty ? "a list of sections" : "a list of at least one section");
            return;
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node element = sequence.getValue().get(i);
            int before = context.problems().count();
            Item item = new Item(path + "[" + i + "]", Location.of(element.getStartMark()), new HashMap<>());
            readSection(section, item.path(), element, item.values());
            if (context.problems().count() == before) {
                items.add(item);
            }
        }
        values.put(section.path(), new Located<>(items, Location.of(node.getStartMark())));
    }

    /** Keeps also what has problems: that a name is known is no problem of those who use it. */
    private void readNamed(Section section, String path, Node node, Map<String, Located<?>> values) {
        if (Tag.NULL.equals(node.getTag())) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            refuse(node, path, Shown.kind(node), "sections by names of your own");
            return;
        }
        Map<String, Item> items = new LinkedHashMap<>();
        readEntries(mapping, path, (name, tuple) -> {
            Node key = tuple.getKeyNode();
            String shown = below(path, name);
            if (RESERVED.contains(name)) {
                refuse(key, shown, "a name that has a meaning already", "a name of its own");
            } else if (NAME.read(shown, key, context).isPresent()) {
                Item item = new Item(shown, Location.of(key.getStartMark()), new HashMap<>());
                readSection(section, shown, tuple.getValueNode(), item.values());
                items.put(name, item);
            }
        });
        values.put(section.path(), new Located<>(items, Location.of(node.getStartMark())));
    }

    private void refuseUnknown(Section section, String shown, String name, Node node) {
        Optional<String> nearest = Nearest.to(name, section.names(), n -> n)
                .or(() -> Nearest.to(name, ROOT.paths().toList(), p -> p.substring(p.lastIndexOf('.') + 1)));
        String allowed = String.join(", ", section.names()) + Nearest.hint(nearest);
        refuse(node, shown, "an unknown key", allowed);
    }

    private void refuse(Node node, String key, String found, String allowed) {
        if (!StrictParser.REFUSED.equals(node.getTag())) {
            context.problems().refuse(Location.of(node.getStartMark()), key, found, allowed);
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
