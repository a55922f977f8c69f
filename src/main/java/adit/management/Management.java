package adit.management;

import adit.account.LiveListener;
import adit.account.TunnelRegistry;
import adit.change.PolicyChanges;
import adit.config.LiveSettings;
import adit.dns.DnsStatus;
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
 * The MBeans {@code adit:type=Server}, {@code adit:type=Tunnels}, {@code adit:type=Policy},
 * {@code adit:type=PolicyChange}, {@code adit:type=BlockLists}, {@code adit:type=Dns}, and {@code adit:type=Listener}
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
     * What is shown and managed.
     *
     * @param clock what the days are counted by that certificates have left
     */
    public record Model(
            ServerStatus status,
            TunnelRegistry tunnels,
            LiveSettings settings,
            Explainer explainer,
            PolicyChanges changes,
            DnsStatus dns,
            WallClock clock) {}

    /**
     * Shows the model in the MBean server until {@link #close()}.
     *
     * @throws IllegalStateException where a name is taken or the MBean server refuses; then no MBean is left behind
     */
    public static Management register(MBeanServer server, Model model) {
        Audit audit = new Audit();
        Management management = new Management(server);
        try {
            management.add(model, audit);
        } catch (JMException | RuntimeException e) {
            management.close();
            throw new IllegalStateException("cannot register in JMX: " + e.getMessage(), e);
        }
        return management;
    }

    private void add(Model model, Audit audit) throws JMException {
        add("Server", new DescribedMBean(new Server(model.status(), model.tunnels()), ServerMXBean.class));
        add("Tunnels", new DescribedMBean(new Tunnels(model.tunnels(), audit), TunnelsMXBean.class));
        add(
                "Policy",
                new DescribedMBean(
                        new Policy(model.settings(), model.tunnels(), model.explainer(), audit), PolicyMXBean.class));
        add("PolicyChange", new DescribedMBean(new PolicyChange(model.changes(), audit), PolicyChangeMXBean.class));
        add("BlockLists", new DescribedMBean(new BlockLists(model.settings(), audit), BlockListsMXBean.class));
        add("Dns", new DescribedMBean(new Dns(model.dns(), audit), DnsMXBean.class));
        for (LiveListener listener : model.status().listeners()) {
            add(listener, model, audit);
        }
    }

    private void add(LiveListener listener, Model model, Audit audit) throws JMException {
        String key = "Listener,name=" + ObjectName.quote(listener.name());
        CertificateWatch watch = new CertificateWatch(name(key), listener.name(), model.settings(), model.clock());
        Listener bean =
                new Listener(listener, model.tunnels().of(listener.name()), model.settings(), model.clock(), audit);
        add(key, new DescribedMBean(bean, ListenerMXBean.class, watch.emitter()));
        watches.add(watch);
    }

    /** @param key the type, and what tells one of its kind from the others */
    private static ObjectName name(String key) throws JMException {
        return new ObjectName("adit:type=" + key);
    }

    private void add(String key, DescribedMBean bean) throws JMException {
        ObjectName name = name(key);
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
