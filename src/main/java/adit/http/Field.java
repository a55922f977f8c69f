package adit.http;

import java.util.ArrayList;
import java.util.List;

/**
 * One field line of a message.
 *
 * @param name the name as sent; names are compared without regard to case
 * @param value the value without surrounding white space, one character a byte (ISO-8859-1)
 */
public record Field(String name, String value) {

    /** The value may be a secret. */
    @Override
    public String toString() {
        return name;
    }

    /** All values of a field, by case-insensitive name, in the order they came. */
    static List<String> values(List<Field> fields, String name) {
        List<String> values = List.of();
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                values = values.isEmpty() ? new ArrayList<>(1) : values;
                values.add(field.value);
            }
        }
        return values;
    }

    /**
     * The elements of a field whose value is a comma-separated list of tokens (RFC 9110, 5.6.1), of all its lines, in
     * order. Empty elements do not count.
     */
    static List<String> elements(List<Field> fields, String name) {
        List<String> values = values(fields, name);
        if (values.isEmpty()) {
            return values;
        }
        List<String> elements = new ArrayList<>();
        values.forEach(value -> addElements(value, elements));
        return elements;
    }

    private static void addElements(String value, List<String> elements) {
        int from = 0;
        while (from <= value.length()) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            String element = value.substring(from, end).strip();
            if (!element.isEmpty()) {
                elements.add(element);
            }
            from = end + 1;
        }
    }

    /** Whether such a list has an element, written in whatever case. */
    static boolean hasElement(List<String> elements, String element) {
        for (String each : elements) {
            if (each.equalsIgnoreCase(element)) {
                return true;
            }
        }
        return false;
    }
}
