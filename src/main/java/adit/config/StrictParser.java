package adit.config;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserException;

/**
 * Passes on the events of SnakeYAML's parser without what a configuration has no use for: anchors, aliases and tags.
 * Each is reported where it stands, and the rest of the document is still read. So no node of the tree is shared, and
 * its tags say how YAML reads a plain text.
 */
final class StrictParser implements Parser {
    /** Four levels are used. */
    static final int MAX_DEPTH = 16;

    /** The tag of what stands in for an alias; it has been reported. */
    static final Tag REFUSED = new Tag("!refused");

    private final Parser parser;
    private final Problems problems;
    private Event next;
    private int depth;

    StrictParser(Parser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        Event event = peekEvent();
        return event != null && event.is(choice);
    }

    @Override
    public Event peekEvent() {
        if (next == null) {
            Event event = parser.getEvent();
            next = event == null ? null : strict(event);
        }
        return next;
    }

    @Override
    public Event getEvent() {
        Event event = peekEvent();
        next = null;
        return event;
    }

    private Event strict(Event event) {
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        if (event instanceof NodeEvent node) {
            reportAnchor(node);
        }
        Mark start = event.getStartMark();
        Mark end = event.getEndMark();
        if (event instanceof AliasEvent) {
            ImplicitTuple explicit = new ImplicitTuple(false, false);
            return new ScalarEvent(null, REFUSED.getValue(), explicit, "", start, end, ScalarStyle.PLAIN);
        }
        if (event instanceof ScalarEvent scalar) {
            reportTag(scalar.getTag(), start);
            boolean plain = scalar.isPlain();
            ImplicitTuple implicit = new ImplicitTuple(plain, !plain);
            return new ScalarEvent(null, null, implicit, scalar.getValue(), start, end, scalar.getScalarStyle());
        }
        return event instanceof CollectionStartEvent collection ? untagged(collection, start, end) : event;
    }

    private Event untagged(CollectionStartEvent collection, Mark start, Mark end) {
        reportTag(collection.getTag(), start);
        depth++;
        if (depth > MAX_DEPTH) {
            throw new ParserException(null, null, "nested deeper than " + MAX_DEPTH + " levels", start);
        }
        return collection instanceof MappingStartEvent
                ? new MappingStartEvent(null, null, true, start, end, collection.getFlowStyle())
                : new SequenceStartEvent(null, null, true, start, end, collection.getFlowStyle());
    }

    private void reportAnchor(NodeEvent node) {
        if (node.getAnchor() != null) {
            String what = node instanceof AliasEvent ? "alias *" : "anchor &";
            refuse(node.getStartMark(), "the " + what + Shown.escaped(node.getAnchor()));
        }
    }

    private void reportTag(String tag, Mark start) {
        if (tag != null) {
            refuse(start, "the tag " + Shown.escaped(tag));
        }
    }

    private void refuse(Mark mark, String found) {
        problems.refuse(Location.of(mark), "", found, "plain values, written out where they are used");
    }
}
