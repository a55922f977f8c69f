package adit.management;

import java.util.List;

/** {@code adit:type=Server}. */
@Description("The proxy as a whole: how it is, since when, and where it listens.")
public interface ServerMXBean {

    @Description("The file the configuration was read from.")
    String getConfigurationFile();

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
}
