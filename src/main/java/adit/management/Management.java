package adit.management;

import adit.account.LiveListener;
import adit.account.TunnelRegistry;
import adit.config.LiveSettings;
import adit.time.WallClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The MBeans {@code adit:type=Server}, {@code adit:type=Tunnels}, {@code adit:type=Policy}, and {@code adit:type=Listener}
 * with the quoted name of each listener: all of them, or none.
 */
public final class Management implements AutoCloseable {
    private final MBeanServer server;
    private final Deque<ObjectName> registered = new ArrayDeque<>();
    private final List<CertificateWatch> watches = new ArrayList<>();

    private Management(MBeanServer server) {
        this.server = server;
    }

    /**
     * Shows the model in the MBean server until {@link #close()}.
     *
     * @param clock what the days are counted by that certificates have left
     * @throws IllegalStateException where a name is taken or the MBean server refuses; then no MBean is left behind
     */
    public static Management register(
            MBeanServer server, ServerStatus status, TunnelRegistry tunnels, LiveSettings settings, WallClock clock) {
        Audit audit = new Audit();
        Management management = new Management(server);
        try {
            management.add(name("Server"), new DescribedMBean(new Server(status, tunnels), ServerMXBean.class));
            management.add(name("Tunnels"), new DescribedMBean(new Tunnels(tunnels, audit), TunnelsMXBean.class));
            management.add(name("Policy"), new DescribedMBean(new Policy(settings, audit), PolicyMXBean.class));
            for (LiveListener listener : status.listeners()) {
                Listener bean = new Listener(listener, tunnels.of(listener.name()), settings, clock, audit);
                ObjectName name = name("Listener,name=" + ObjectName.quote(listener.name()));
                CertificateWatch watch = new CertificateWatch(name, listener.name(), settings, clock);
                management.add(name, new DescribedMBean(bean, ListenerMXBean.class, watch.emitter()));
                management.watches.add(watch);
            }
        } catch (JMException | RuntimeException e) {
            management.close();
            throw new IllegalStateException("cannot register in JMX: " + e.getMessage(), e);
        }
        return management;
    }

    /** @param key the type, and what tells one of its kind from the others */
    private static ObjectName name(String key) throws JMException {
        return new ObjectName("adit:type=" + key);
    }

    private void add(ObjectName name, DescribedMBean bean) throws JMException {
        server.registerMBean(bean, name);
        registered.push(name);
    }

    /** Notifies of the certificates in force that should be replaced. From any thread. */
    public void lookAtCertificates() {
        watches.forEach(CertificateWatch::look);
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
