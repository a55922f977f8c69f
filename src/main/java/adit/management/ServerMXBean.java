package adit.management;

import java.util.List;

/** {@code adit:type=Server}. */
@Description("The proxy as a whole: how it is, since when, and where it listens.")
public interface ServerMXBean {

    @Description("The file the configuration was read from.")
    String getConfigurationFile();

    @Description("Whether no more tunnels are taken, and those that are open may end.")
    boolean isDraining();

    @Description("How far the drain is; zeros where there is none.")
    DrainRow getDrain();

    @Description("Where clients are accepted: name, mode and address of each listener; paused ones are marked.")
    List<String> getListenAddresses();

    @Description("STARTING, RUNNING, DRAINING (open tunnels may end, no new ones) or STOPPED.")
    ServerStatus.State getState();

    @Description("How the proxy is, in one line.")
    String getSummary();

    @Description("Time since the start.")
    @Unit("seconds")
    long getUptimeSeconds();

    @Description("The version of the program.")
    String getVersion();

    @Description(
            "Closes the listeners and takes no more requests; open tunnels may end within the time, then they are ended."
                    + " The process stays, so that it can be cancelled or stopped.")
    String drain(
            @ParameterName("timeout")
                    @Description("From 0 to 7d, such as 10m or PT10M; empty for shutdown.drain_timeout.")
                    String timeout);

    @Description("Listens and takes requests again. Fails where an address is taken by then; the drain goes on then.")
    String cancelDrain();

    /** How far a drain is. */
    interface DrainRow {
        @Description("Tunnels that still live.")
        int getRemaining();

        @Description("The age of the oldest of them.")
        long getOldestSeconds();

        @Description("What they moved lately, both directions together.")
        long getBytesPerSecond();

        @Description("When all will have ended, if they go on to end as they did.")
        long getEstimatedSeconds();

        @Description("When it began, in UTC by ISO 8601; empty where there is no drain.")
        String getStartedAt();

        @Description("For how long it has gone on.")
        long getSeconds();
    }
}
