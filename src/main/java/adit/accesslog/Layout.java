package adit.accesslog;

import adit.account.TunnelRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * A line with the names of fields in braces, such as {@code {client} {target}}; a brace that is meant as such is doubled.
 * Whatever a field holds, it is one word without quotes: see {@link Words}.
 *
 * @param text what it was read from
 */
public record Layout(String text, List<Piece> pieces) implements LineFormat {

    /** A field, or what stands between two. */
    sealed interface Piece {
        void append(TunnelRecord tunnel, StringBuilder line);
    }

    private record Literal(String text) implements Piece {
        @Override
        public void append(TunnelRecord tunnel, StringBuilder line) {
            line.append(text);
        }
    }

    private record Value(Field field) implements Piece {
        @Override
        public void append(TunnelRecord tunnel, StringBuilder line) {
            int start = line.length();
            field.append(tunnel, line);
            if (line.length() == start) {
                line.append('-');
            } else if (field.kind() == Field.Kind.TEXT) {
                Words.encode(line, start);
            }
        }
    }

    /** @throws BadLayoutException where a field is unknown or there is none, braces do not fit, or it is not one line */
    public static Layout parse(String text) throws BadLayoutException {
        if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            throw new BadLayoutException("of control characters, only the tab may be in a line");
        }
        List<Piece> pieces = new Reader(text).pieces();
        if (pieces.stream().noneMatch(Value.class::isInstance)) {
            throw new BadLayoutException("there is no field in it, such as {target}");
        }
        return new Layout(text, pieces);
    }

    /** The names of all fields. */
    public static List<String> fields() {
        return Fields.ALL.stream().map(Field::name).toList();
    }

    @Override
    public void append(TunnelRecord tunnel, StringBuilder line) {
        for (Piece piece : pieces) {
            piece.append(tunnel, line);
        }
    }

    private static final class Reader {
        private final String text;
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Piece> pieces() throws BadLayoutException {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c != '{' && c != '}') {
                    literal.append(c);
                    at++;
                } else if (text.startsWith(String.valueOf(c).repeat(2), at)) {
                    literal.append(c);
                    at += 2;
                } else if (c == '{') {
                    field();
                } else {
                    throw new BadLayoutException("a '}' has no '{'; one that is meant as such is written '}}'");
                }
            }
            endLiteral();
            return List.copyOf(pieces);
        }

        private void field() throws BadLayoutException {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw new BadLayoutException("a '{' has no '}'; one that is meant as such is written '{{'");
            }
            String name = text.substring(at + 1, end);
            endLiteral();
            pieces.add(new Value(Fields.find(name).orElseThrow(() -> BadLayoutException.unknown(name))));
            at = end + 1;
        }

        private void endLiteral() {
            if (!literal.isEmpty()) {
                pieces.add(new Literal(literal.toString()));
                literal.setLength(0);
            }
        }
    }
}
