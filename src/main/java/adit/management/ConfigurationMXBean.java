package adit.management;

import java.util.List;

/** {@code adit:type=Configuration}. */
@Description("What the proxy goes by now, and where each value came from.")
public interface ConfigurationMXBean {

    @Description(
            "A row for each key that has a value: as it was written, and in which file and line, environment, command"
                    + " line or defaults. What is read but waits for a restart is not here.")
    List<ValueRow> getValues();

    /** One value. */
    interface ValueRow {
        @Description("In full, such as limits.head_size or listeners[0].address.")
        String getKey();

        @Description("A variable of the environment is told by its name only.")
        String getValue();

        @Description("Such as file:line:column, environment, command line, defaults.")
        String getOrigin();
    }
}
