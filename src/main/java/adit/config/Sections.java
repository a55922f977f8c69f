package adit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Puts the top-level sections of one document in the place of those of another. */
final class Sections {
    private Sections() {}

    /** The base with all sections of the other instead of its own; where the two are no sections, the other alone. */
    static Optional<Node> over(Optional<Node> base, Node other) {
        if (!(base.orElse(null) instanceof MappingNode below) || !(other instanceof MappingNode above)) {
            return Optional.of(other);
        }
        Set<String> replaced = above.getValue().stream().map(Sections::name).collect(Collectors.toSet());
        List<NodeTuple> sections = new ArrayList<>(above.getValue());
        below.getValue().stream()
                .filter(section -> !replaced.contains(name(section)))
                .forEach(sections::add);
        return Optional.of(new MappingNode(
                above.getTag(), true, sections, above.getStartMark(), above.getEndMark(), above.getFlowStyle()));
    }

    private static String name(NodeTuple section) {
        return section.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }
}
