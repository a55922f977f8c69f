package adit.http;

import java.util.List;

/**
 * A response head that passed {@link ResponseParser}.
 *
 * @param status 100 to 999
 * @param reason the reason phrase as sent, one character a byte; may be empty
 * @param minor the minor version of HTTP/1: 0 or 1
 * @param fields the field lines in the order they came
 */
public record ResponseHead(int status, String reason, int minor, List<Field> fields) {

    /** All values of a field, by case-insensitive name, in order. */
    public List<String> values(String name) {
        return Field.values(fields, name);
    }
}
