package adit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Tells of each key which layer has the value that counts, for a configuration that has been checked. */
final class EffectiveValues {
    private static final Location COMMITTED = Location.of("policy commit");
    private static final String ALLOWED_TARGETS = "target_connection.allowed_targets";
    private static final String POLICY = "policy";

    private final Map<String, String> environment;
    private final Map<String, String> commandLine;
    private final List<EffectiveValue> values = new ArrayList<>();

    private EffectiveValues(Map<String, String> environment, Map<String, String> commandLine) {
        this.environment = environment;
        this.commandLine = commandLine;
    }

    /** In the order of the keys of the schema; keys that are left out and have no default are not there. */
    static List<EffectiveValue> of(
            Optional<Node> root, Map<String, String> environment, Map<String, String> commandLine) {
        EffectiveValues found = new EffectiveValues(environment, commandLine);
        found.addSection(Schema.root(), "", root);
        return found.values.stream().map(found::givingWay).toList();
    }

    /** Those that were read, but for sections of which those in force before stay so. */
    static List<EffectiveValue> keeping(List<String> sections, List<EffectiveValue> before, List<EffectiveValue> read) {
        return Stream.concat(
                        read.stream().filter(value -> sections.stream().noneMatch(value::isOf)),
                        before.stream().filter(value -> sections.stream().anyMatch(value::isOf)))
                .toList();
    }

    /** The others than policies; these are not from any file now. */
    static List<EffectiveValue> withCommitted(List<EffectiveValue> values) {
        Stream<EffectiveValue> others = values.stream()
                .filter(value ->
                        Stream.of(POLICY, Schema.POLICIES, ALLOWED_TARGETS).noneMatch(value::isOf));
        return Stream.concat(others, Stream.of(EffectiveValue.of(POLICY, "as policy history says", COMMITTED)))
                .toList();
    }

    private void addSection(Section section, String path, Optional<Node> node) {
        for (String name : section.names()) {
            String shown = path.isEmpty() ? name : path + "." + name;
            Optional<Node> value = node.flatMap(mapping -> entry(mapping, name));
            Optional<Key<?>> key = section.key(name);
            if (key.isPresent()) {
                addKey(key.get(), shown, value);
            } else {
                addBelow(section.section(name).orElseThrow(), shown, value);
            }
        }
    }

    private void addBelow(Section section, String shown, Optional<Node> node) {
        if (section.path().equals(Schema.LISTENERS)) {
            addListeners(section, node);
        } else if (section.isRepeated()) {
            elements(node).forEach(element -> addSection(section, shown + "[" + element.index() + "]", element.node()));
        } else if (section.isNamed()) {
            entries(node)
                    .forEach(
                            entry -> addSection(section, shown + "." + name(entry), Optional.of(entry.getValueNode())));
        } else if (node.isPresent() || !section.path().startsWith(Schema.LISTENERS)) {
            addSection(section, shown, node);
        }
    }

    /** One that the environment or the command line describes takes the place of all others. */
    private void addListeners(Section section, Optional<Node> node) {
        boolean isDescribed = Schema.keys().stream()
                .filter(key -> key.path().startsWith(Schema.LISTENERS))
                .anyMatch(key -> override(key, key.flat()).isPresent());
        List<Element> written = isDescribed ? List.of() : elements(node);
        if (written.isEmpty()) {
            addSection(section, Schema.LISTENERS + "[0]", Optional.empty());
            section.section("tls").orElseThrow().names().stream()
                    .flatMap(name -> section.section("tls").orElseThrow().key(name).stream())
                    .flatMap(key -> override(key, key.path().replace("[]", "[0]")).stream())
                    .forEach(values::add);
        }
        written.forEach(element -> addSection(section, Schema.LISTENERS + "[" + element.index() + "]", element.node()));
    }

    private void addKey(Key<?> key, String shown, Optional<Node> node) {
        // Below a name or an index, texts have no say; of a listener they are asked only where there is no node.
        boolean plain = shown.equals(key.path()) || (shown.startsWith(Schema.LISTENERS + "[0].") && node.isEmpty());
        Optional<EffectiveValue> stronger = plain ? override(key, shown) : Optional.empty();
        stronger.or(() -> node.map(
                        written -> EffectiveValue.of(shown, text(written), Location.of(written.getStartMark()))))
                .or(() -> key.usual().map(text -> EffectiveValue.of(shown, text, Location.DEFAULTS)))
                .ifPresent(values::add);
    }

    private Optional<EffectiveValue> override(Key<?> key, String shown) {
        return Optional.ofNullable(commandLine.get(key.flat()))
                .map(text -> EffectiveValue.of(shown, text, Location.of(Location.COMMAND_LINE)))
                .or(() -> Optional.ofNullable(environment.get(key.variable()))
                        .map(text -> EffectiveValue.of(shown, text, Location.of(Location.ENVIRONMENT))));
    }

    /** The ports that a policy allows by default do not count where it says anything else. */
    private EffectiveValue givingWay(EffectiveValue value) {
        int ports = value.key().indexOf(".allowed_ports.");
        if (ports < 0 || !value.isDefault()) {
            return value;
        }
        String policy = value.key().substring(0, ports);
        String targets = policy.equals(POLICY) ? ALLOWED_TARGETS : policy + ".allowed_targets";
        boolean givesWay = values.stream().anyMatch(other -> other.isOf(policy + ".rules") || other.isOf(targets));
        return givesWay ? EffectiveValue.of(value.key(), "left to rules and allowed_targets", value.origin()) : value;
    }

    private record Element(int index, Optional<Node> node) {}

    private static List<Element> elements(Optional<Node> list) {
        List<Element> elements = new ArrayList<>();
        if (list.orElse(null) instanceof SequenceNode sequence) {
            sequence.getValue().forEach(node -> elements.add(new Element(elements.size(), Optional.of(node))));
        }
        return elements;
    }

    private static Stream<NodeTuple> entries(Optional<Node> section) {
        return section.orElse(null) instanceof MappingNode mapping ? mapping.getValue().stream() : Stream.of();
    }

    private static Optional<Node> entry(Node section, String name) {
        return entries(Optional.of(section))
                .filter(entry -> name(entry).equals(name))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static String name(NodeTuple entry) {
        return text(entry.getKeyNode());
    }

    private static String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(EffectiveValues::text).collect(Collectors.joining(", "))
                : entries(Optional.of(node))
                        .map(entry -> name(entry) + ": " + text(entry.getValueNode()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
