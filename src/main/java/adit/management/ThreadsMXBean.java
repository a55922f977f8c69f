package adit.management;

import java.util.List;

/** {@code adit:type=Threads}. */
@Description("The I/O threads, on one of which each tunnel lives.")
public interface ThreadsMXBean {

    @Description("A row for each I/O thread: how busy it is, how late it comes, and what it holds.")
    List<ThreadRow> getThreads();

    @Description("Memory in which bytes wait for sockets to take them, of all threads.")
    @Unit("bytes")
    long getParkedBytes();

    /** One I/O thread. */
    interface ThreadRow {
        @Description("As a thread dump calls it.")
        String getName();

        @Description("How much of the last five seconds it had something to do.")
        int getLoadPercent();

        @Description(
                "How long a task, a timer or a ready socket had to wait for it at most, in the last five to ten seconds.")
        long getLagMicros();

        @Description("Tunnels that live on it.")
        long getTunnels();

        @Description("Bytes of memory in which bytes wait for sockets to take them.")
        long getParkedBytes();
    }
}
