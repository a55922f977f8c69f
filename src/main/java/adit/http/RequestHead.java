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

    /** Fields and target may have credentials and other secrets in them. */
    @Override
    public String toString() {
        return method + " with " + fields.size() + " fields";
    }

    /** All values of a field, by case-insensitive name, in order. */
    public List<String> values(String name) {
        return Field.values(fields, name);
    }
}
