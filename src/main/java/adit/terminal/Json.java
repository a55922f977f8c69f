package adit.terminal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;

/** What beans tell as JSON (RFC 8259), indented: texts, numbers, booleans, rows by the names of their columns, and lists. */
final class Json {
    private static final String INDENT = "  ";

    private Json() {}

    /** @param value maps keep their order, columns are in that of the alphabet; anything unknown is a text */
    static String of(Object value) {
        return of(value, "\n");
    }

    private static String of(Object value, String line) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof CompositeData row) {
            Stream<String> columns = new TreeSet<>(row.getCompositeType().keySet()).stream();
            return object(columns, row::get, line);
        }
        if (value instanceof Map<?, ?> map) {
            return object(map.keySet().stream().map(String::valueOf), map::get, line);
        }
        if (value instanceof Object[] array) {
            return list(Arrays.stream(array), line);
        }
        return value instanceof Collection<?> list ? list(list.stream(), line) : text(String.valueOf(value));
    }

    private static String object(Stream<String> names, Function<String, Object> value, String line) {
        return enclosed("{", names.map(name -> text(name) + ": " + of(value.apply(name), line + INDENT)), "}", line);
    }

    private static String list(Stream<?> elements, String line) {
        return enclosed("[", elements.map(element -> of(element, line + INDENT)), "]", line);
    }

    private static String enclosed(String start, Stream<String> parts, String end, String line) {
        String inside = parts.collect(Collectors.joining("," + line + INDENT));
        return inside.isEmpty() ? start + end : start + line + INDENT + inside + line + end;
    }

    /** Whatever might steer a terminal is escaped, not only what must be. */
    private static String text(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
