package adit.config;

import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of one text.
 *
 * @param parser throws IllegalArgumentException where the text is not of the type; its message, where there is one,
 *     says why
 */
record Scalar<T>(Style style, String allowed, Function<String, T> parser) implements Type<T> {
    /** What the type has to do with the types of YAML 1.1. */
    enum Style {
        /** Only what YAML reads as text: {@code no} is a boolean and {@code 22:22} a number, unless quoted. */
        TEXT,
        /** A number with a unit, quoted or not. */
        QUANTITY,
        /** A number or a boolean: never quoted. */
        LITERAL
    }

    @Override
    public Optional<T> read(String key, Node node, Context context) {
        if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(node.getTag())) {
            return refuse(key, node, "", context);
        }
        if (style == Style.LITERAL && !scalar.isPlain()) {
            return refuse(key, node, " in quotes", context);
        }
        if (style == Style.TEXT && !Tag.STR.equals(node.getTag())) {
            return refuse(key, node, ", which YAML reads as " + kind(node.getTag()) + " unless it is quoted", context);
        }
        Optional<String> text = context.interpolate(scalar.getValue());
        if (text.isEmpty()) {
            return refuse(
                    key, node, ", which refers to something other than a set ${env:NAME} or ${sys:NAME}", context);
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException e) {
            boolean secret = !text.get().equals(scalar.getValue());
            return refuse(key, node, secret ? " with its variables replaced" : remark(e, scalar), context);
        }
    }

    private static String remark(IllegalArgumentException e, ScalarNode scalar) {
        if (e.getMessage() != null) {
            return " (" + Shown.escaped(e.getMessage()) + ")";
        }
        if (Tag.BOOL.equals(scalar.getTag())) {
            return ", which YAML 1.1 reads as a boolean";
        }
        boolean decimal = scalar.getValue().matches("[-+]?(0|[1-9][0-9]*)");
        return Tag.INT.equals(scalar.getTag()) && !decimal
                ? ", which YAML 1.1 reads as a number in another notation"
                : "";
    }

    private static String kind(Tag tag) {
        if (Tag.BOOL.equals(tag)) {
            return "a boolean";
        }
        if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
            return "a number";
        }
        return Tag.TIMESTAMP.equals(tag) ? "a date" : "something other than text";
    }
}
