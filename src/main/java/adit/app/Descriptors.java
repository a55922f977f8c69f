package adit.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The open files that the system lets this process have. */
final class Descriptors {
    private static final Logger LOG = LogManager.getLogger(Descriptors.class);

    /** Left for what must go on when clients have taken all others: reloads, look-ups, logs, JMX. */
    private static final int RESERVE = 64;

    private Descriptors() {}

    /**
     * How many of those that are free now may be sockets of clients and targets; warns where they are too few.
     *
     * @param maxConnections most connections of clients, each of which will want a target
     */
    static long forSockets(int maxConnections) {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        long most = system.getMaxFileDescriptorCount();
        long sockets = Math.max(2, most - system.getOpenFileDescriptorCount() - RESERVE);
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
