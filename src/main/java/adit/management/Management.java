package adit.management;

import adit.account.TunnelRegistry;
import adit.config.LiveSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The MBeans {@code adit:type=Server}, {@code adit:type=Tunnels} and {@code adit:type=Policy}: all of them, or none. */
public final class Management implements AutoCloseable {
    private final MBeanServer server;
    private final Deque<ObjectName> registered = new ArrayDeque<>();

    private Management(MBeanServer server) {
        this.server = server;
    }

    /**
     * Shows the model in the MBean server until {@link #close()}.
     *
     * @throws IllegalStateException where a name is taken or the MBean server refuses; then no MBean is left behind
     */
    public static Management register(
            MBeanServer server, ServerStatus status, TunnelRegistry tunnels, LiveSettings settings) {
        Audit audit = new Audit();
        Management management = new Management(server);
        try {
            management.add("Server", new DescribedMBean(new Server(status, tunnels), ServerMXBean.class));
            management.add("Tunnels", new DescribedMBean(new Tunnels(tunnels, audit), TunnelsMXBean.class));
            management.add("Policy", new DescribedMBean(new Policy(settings, audit), PolicyMXBean.class));
        } catch (JMException | RuntimeException e) {
            management.close();
            throw new IllegalStateException("cannot register in JMX: " + e.getMessage(), e);
        }
        return management;
    }

    private void add(String type, DescribedMBean bean) throws JMException {
        ObjectName name = new ObjectName("adit", "type", type);
        server.registerMBean(bean, name);
        registered.push(name);
    }

    /** Takes the MBeans away, last one first. A second call does nothing. */
    @Override
    public void close() {
        while (!registered.isEmpty()) {
            remove(registered.pop());
        }
    }

    private void remove(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // Any JMX client may take an MBean away: then it is gone already.
            return;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
