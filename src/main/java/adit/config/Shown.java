package adit.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Input as a message may show it: on one line, of bounded length, without control characters. */
final class Shown {
    private static final int LONGEST = 100;

    private Shown() {}

    static String quoted(String text) {
        return "'" + cut(text) + "'";
    }

    static String cut(String text) {
        boolean fits = text.codePointCount(0, text.length()) <= LONGEST;
        return fits ? escaped(text) : escaped(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "…";
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    /** Why a file could not be read. */
    static String failure(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        return e instanceof AccessDeniedException
                ? "may not be read by this user"
                : "cannot be read: " + escaped(String.valueOf(e.getMessage()));
    }

    /** A value of a known key. */
    static String node(Node node) {
        boolean text = node instanceof ScalarNode && !Tag.NULL.equals(node.getTag());
        return text ? quoted(((ScalarNode) node).getValue()) : kind(node);
    }

    /** What stands where no single value is expected; it may be anything, a secret too, and so is not shown. */
    static String kind(Node node) {
        if (Tag.NULL.equals(node.getTag())) {
            return "nothing";
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().isEmpty() ? "an empty list" : "a list";
        }
        return node instanceof MappingNode ? "a section" : "a text";
    }

    private static void append(StringBuilder out, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> out.append(String.format("\\u%04x", c));
            default -> out.appendCodePoint(c);
        }
    }
}
