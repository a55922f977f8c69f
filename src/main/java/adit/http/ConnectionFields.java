package adit.http;

import java.util.List;

/**
 * What a message says about the connection that it came on, and therefore not to the next one (RFC 9110, 7.6.1).
 *
 * @param fields all fields of the message
 * @param options the elements of Connection
 */
record ConnectionFields(List<Field> fields, List<String> options) {

    static ConnectionFields of(List<Field> fields) {
        return new ConnectionFields(fields, Field.elements(fields, "Connection"));
    }

    boolean has(String option) {
        return Field.hasElement(options, option);
    }

    /**
     * Whether the connection carries no other message after this one because this one says so. A client that was told
     * to use a proxy may say it in Proxy-Connection (RFC 9112, C.2.2); to close when in doubt is always right.
     */
    boolean close() {
        return has("close") || Field.hasElement(Field.elements(fields, "Proxy-Connection"), "close");
    }

    /** The protocols that Upgrade lists, where Connection names it, as it must (RFC 9110, 7.8). */
    List<String> upgrades() {
        return has("Upgrade") ? Field.elements(fields, "Upgrade") : List.of();
    }

    /** Whether a field of this name goes on as it came, as far as the connection is concerned. */
    boolean forwards(FieldName known, String name) {
        return !known.isHopByHop() && (options.isEmpty() || known.isVital() || !has(name));
    }
}
