package adit.management;

import java.util.List;

/** {@code adit:type=BlockLists}. */
@Description("The lists of hosts that no client may reach, with what was understood of them.")
public interface BlockListsMXBean {

    @Description("The lists of all policies, each once.")
    List<BlockListRow> getBlockLists();

    @Description("Entries of all lists.")
    @Unit("entries")
    int getEntries();

    @Description("What the entries of all lists take of the heap.")
    @Unit("bytes")
    long getHeapBytes();

    @Description("Reads one list again, from its file or the web, and puts it in force; where that fails, the version"
            + " before it stays. Says how it ended.")
    String reloadList(@ParameterName("name") @Description("As the list is called in BlockLists.") String name);

    /** One list. */
    interface BlockListRow {
        @Description("What reloadList takes, and refused clients are told.")
        String getName();

        @Description("A file or an address.")
        String getSource();

        @Description("As it was recognised, or as the configuration says.")
        String getFormat();

        @Description("How many names it has.")
        int getEntries();

        @Description("Lines without effect.")
        int getNotUnderstood();

        @Description("The first few of these.")
        List<String> getFirstNotUnderstood();

        @Description("When its text was read, in UTC by ISO 8601.")
        String getLoadedAt();

        @Description("Why the last load of it failed, so that the one before is in force; empty where it did not.")
        String getLastProblem();
    }
}
