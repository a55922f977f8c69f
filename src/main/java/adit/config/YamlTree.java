package adit.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML into SnakeYAML's node tree. The tree rather than any object is what a configuration is checked on: it
 * still has the position of everything, both of two duplicate keys, empty lists, and texts as they were written.
 */
final class YamlTree {
    /** Far above any configuration; longer lists belong in files of their own. */
    static final int MAX_BYTES = 1 << 20;

    private final String source;
    private final Problems problems;

    YamlTree(String source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The root of the one document; empty where there is none, or none that can be read. */
    Optional<Node> read(byte[] utf8) {
        return decode(utf8).flatMap(this::compose);
    }

    private Optional<String> decode(byte[] utf8) {
        ByteBuffer in = ByteBuffer.wrap(utf8);
        CharBuffer out = CharBuffer.allocate(utf8.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            problems.add(endOf(text), "", "is not UTF-8");
            return Optional.empty();
        }
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!StreamReader.isPrintable(c)) {
                problems.add(
                        endOf(text.substring(0, at)), "", "found the control character " + String.format("U+%04X", c));
                return Optional.empty();
            }
            at += Character.charCount(c);
        }
        return Optional.of(text);
    }

    private Location endOf(String text) {
        int lines = (int) text.chars().filter(c -> c == '\n').count();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return new Location(source, lines + 1, last.codePointCount(0, last.length()) + 1);
    }

    private Optional<Node> compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(StrictParser.MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        StreamReader reader = named(text);
        StrictParser parser = new StrictParser(new ParserImpl(reader, options), problems);
        try {
            Composer composer = new Composer(parser, new Resolver(), options);
            Optional<Node> root = composer.checkNode() ? Optional.of(composer.getNode()) : Optional.empty();
            if (composer.checkNode()) {
                Location second = Location.of(parser.peekEvent().getStartMark());
                problems.refuse(second, "", "a second document", "one document");
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            problems.add(Location.of(mark), "", "is not valid YAML: " + Shown.escaped(e.getProblem()));
            return Optional.empty();
        } catch (YAMLException e) {
            problems.add(Location.of(reader.getMark()), "", "is not valid YAML: " + Shown.escaped(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Marks name their source, which SnakeYAML has no way to set. */
    private StreamReader named(String text) {
        return new StreamReader(text) {
            @Override
            public Mark getMark() {
                Mark mark = super.getMark();
                return new Mark(
                        source, mark.getIndex(), mark.getLine(), mark.getColumn(), mark.getBuffer(), mark.getPointer());
            }
        };
    }
}
