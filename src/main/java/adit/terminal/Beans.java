package adit.terminal;

import java.util.List;
import javax.management.openmbean.CompositeData;

/** The MBeans of a running server, by the {@code type} in their names. Each call blocks until it is answered. */
interface Beans {
    /**
     * Invokes an operation and returns what it says.
     *
     * @param arguments Strings, and Longs for its parameters of type long
     * @throws RefusedException where the server refuses, with its words
     * @throws CommandException where the server cannot be asked
     */
    String invoke(String type, String operation, Object... arguments);

    /**
     * Reads an attribute that is a list of rows.
     *
     * @throws CommandException where the server cannot be asked
     */
    List<CompositeData> rows(String type, String attribute);
}
