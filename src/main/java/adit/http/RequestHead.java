package adit.http;

import java.util.List;

/**
 * A request head that passed {@link HeadParser}.
 *
 * @param method the method token, case preserved
 * @param target the request-target as sent
 * @param minor the minor version of HTTP/1: 0 or 1
 * @param fields the field lines in the order they came
 */
public record RequestHead(String method, String target, int minor, List<Field> fields) {

    /** One field line, its value without surrounding white space. */
    public record Field(String name, String value) {}

    /** All values of a field, by case-insensitive name, in order. */
    public List<String> values(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }
}
