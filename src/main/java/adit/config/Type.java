package adit.config;

import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** How a value is written, and what it means. */
interface Type<T> {
    /** What may be written, in the words of a message. */
    String allowed();

    /** The meaning; empty where the problem has been reported. */
    Optional<T> read(String key, Node node, Context context);

    /** A value from the environment or the command line in the form it has in a file. */
    default Node node(String text, Mark mark) {
        return new ScalarNode(Tag.STR, text, mark, mark, ScalarStyle.PLAIN);
    }

    /** Reports that a node is not of this type. */
    default <R> Optional<R> refuse(String key, Node node, String remark, Context context) {
        if (!StrictParser.REFUSED.equals(node.getTag())) {
            context.problems().refuse(Location.of(node.getStartMark()), key, Shown.node(node) + remark, allowed());
        }
        return Optional.empty();
    }
}
