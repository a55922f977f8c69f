package adit.app;

import adit.config.Settings;
import adit.config.Settings.DataPath;
import adit.splice.Splicing;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The open files that the system lets this process have, shared out among sockets and the relay's pipes. */
final class Descriptors {
    private static final Logger LOG = LogManager.getLogger(Descriptors.class);

    /** Left for what must go on when clients have taken all others: reloads, look-ups, logs, JMX. */
    private static final int RESERVE = 64;

    private final int maxConnections;
    private final long most;
    private final long free;
    private final Splicing splicing;

    /** Counts those that are free now. */
    Descriptors(Settings settings) {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        maxConnections = settings.limits().maxConnections();
        most = system.getMaxFileDescriptorCount();
        free = most - system.getOpenFileDescriptorCount() - RESERVE;
        splicing = settings.dataPath() == DataPath.AUTO
                ? Splicing.ifPossible(free)
                : Splicing.off("relay.data_path is copy");
    }

    /** How bytes in bulk are relayed. */
    Splicing splicing() {
        return splicing;
    }

    /** How many may be sockets of clients and targets; warns where they are too few for the connections allowed. */
    long forSockets() {
        long sockets = Math.max(2, free - splicing.descriptors());
        if (sockets / 2 < maxConnections) {
            LOG.warn(
                    "ulimit -n is {}, and a tunnel needs two: at most {} connections; "
                            + "limits.max_connections ({}) cannot be reached",
                    most,
                    sockets / 2,
                    maxConnections);
        }
        return sockets;
    }
}
