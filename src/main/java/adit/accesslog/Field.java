package adit.accesslog;

import adit.account.TunnelRecord;
import java.util.function.BiConsumer;

/**
 * Something that a line may tell of a tunnel. One without a value is empty: what its tunnel did not come to know, and what
 * the privacy of the configuration hides.
 *
 * @param name what layouts and JSON members call it
 */
record Field(String name, Kind kind, BiConsumer<TunnelRecord, StringBuilder> value) {

    /** What has to be done to a value before it can stand in a line. */
    enum Kind {
        /** It may hold anything. */
        TEXT,
        /** It is made so that it fits. */
        SAFE,
        NUMBER
    }

    /** Appends the value, or nothing where there is none. */
    void append(TunnelRecord tunnel, StringBuilder out) {
        value.accept(tunnel, out);
    }
}
