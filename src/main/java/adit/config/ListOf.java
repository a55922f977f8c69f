package adit.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A list, in order. Outside a file its elements are separated by commas.
 *
 * @param mayBeEmpty whether a list without elements means something
 */
record ListOf<T>(Type<T> element, boolean mayBeEmpty) implements Type<List<T>> {

    ListOf(Type<T> element) {
        this(element, true);
    }

    static <T> ListOf<T> some(Type<T> element) {
        return new ListOf<>(element, false);
    }

    @Override
    public String allowed() {
        return (mayBeEmpty ? "a list, each element " : "a list of at least one element, each ") + element.allowed();
    }

    @Override
    public Optional<List<T>> read(String key, Node node, Context context) {
        if (!(node instanceof SequenceNode sequence)
                || (!mayBeEmpty && sequence.getValue().isEmpty())) {
            return refuse(key, node, "", context);
        }
        List<T> values = new ArrayList<>();
        List<Node> nodes = sequence.getValue();
        for (int i = 0; i < nodes.size(); i++) {
            element.read(key + "[" + i + "]", nodes.get(i), context).ifPresent(values::add);
        }
        return values.size() == nodes.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    @Override
    public Node node(String text, Mark mark) {
        List<Node> nodes = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .map(part -> element.node(part, mark))
                .toList();
        return new SequenceNode(Tag.SEQ, true, nodes, mark, mark, FlowStyle.FLOW);
    }
}
