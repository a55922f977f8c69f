package adit.config;

import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a document that changes the policies may say. Whoever stages one may come from afar, and is shown what it means: so it
 * refers to no variable of the process.
 */
final class StagedText {
    private static final String ALLOWED = "values themselves; only the configuration file may refer to variables";

    private StagedText() {}

    /** Whatever the key: also of what is ignored, a problem may tell the value. */
    static void check(Node node, Problems problems) {
        if (node instanceof ScalarNode scalar && Context.hasVariable(scalar.getValue())) {
            problems.refuse(Location.of(node.getStartMark()), "", Shown.node(node), ALLOWED);
        }
        below(node).forEach(each -> check(each, problems));
    }

    private static List<Node> below(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream().map(NodeTuple::getValueNode).toList();
        }
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }
}
