package adit.terminal;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** Rows as a JMX client gets them. */
final class Rows {
    private Rows() {}

    /** A row of texts and longs. */
    static CompositeData row(Map<String, ?> cells) {
        String[] names = cells.keySet().toArray(String[]::new);
        OpenType<?>[] types = Stream.of(names)
                .map(name -> cells.get(name) instanceof Long ? SimpleType.LONG : SimpleType.STRING)
                .toArray(OpenType<?>[]::new);
        try {
            CompositeType type = new CompositeType("row", "a row", names, names, types);
            return new CompositeDataSupport(type, cells);
        } catch (OpenDataException e) {
            throw new IllegalArgumentException(Arrays.toString(names), e);
        }
    }
}
