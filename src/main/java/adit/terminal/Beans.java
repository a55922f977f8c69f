package adit.terminal;

import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;

/** The MBeans of a running server, by the {@code type} in their names. Each call blocks until it is answered. */
interface Beans {
    /**
     * Invokes an operation and returns what it says, or how many it says.
     *
     * @param arguments Strings, and Longs and Integers for its parameters of type long and int
     * @throws RefusedException where the server refuses, with its words
     * @throws CommandException where the server cannot be asked
     */
    String invoke(String type, String operation, Object... arguments);

    /**
     * Invokes an operation that gives rows; otherwise as {@link #invoke}.
     *
     * @throws RefusedException where the server refuses, with its words
     * @throws CommandException where the server cannot be asked
     */
    List<CompositeData> find(String type, String operation, Object... arguments);

    /**
     * Reads an attribute that is a list of rows.
     *
     * @throws CommandException where the server cannot be asked
     */
    List<CompositeData> rows(String type, String attribute);

    /**
     * Reads attributes of one bean, by their names and in that order.
     *
     * @throws CommandException where the server cannot be asked
     */
    Map<String, Object> attributes(String type, String... names);

    /**
     * Reads attributes of all beans of a type that have names, as {@link #attributes}, in the order of those names, which
     * come first as {@code Name}.
     *
     * @throws CommandException where the server cannot be asked
     */
    List<Map<String, Object>> each(String type, String... names);
}
