package adit.management;

import adit.accesslog.AccessLogStatus;
import adit.account.LiveListener;
import adit.account.LiveServer;
import adit.account.RuleFigures;
import adit.account.TunnelRegistry;
import adit.change.PolicyChanges;
import adit.config.LiveSettings;
import adit.dns.DnsStatus;
import adit.limits.Neighbours;
import adit.privacy.Privacy;
import adit.time.Ticker;
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
 * {@code adit:type=PolicyChange}, {@code adit:type=Configuration}, {@code adit:type=BlockLists}, {@code adit:type=Limits}, {@code adit:type=Dns},
 * {@code adit:type=AccessLog}, {@code adit:type=Latency}, {@code adit:type=Threads}, {@code adit:type=Relay}, and {@code adit:type=Listener}
 * with the quoted name of each listener: all of them, or none.
 */
public final class Management implements AutoCloseable {
    private final MBeanServer server;
    private final Audit audit = new Audit();
    private final Deque<ObjectName> registered = new ArrayDeque<>();
    private final List<CertificateWatch> watches = new ArrayList<>();
    private PolicyWatch policyWatch;
    private LimitWatch limitWatch;
    private ThreadWatch threadWatch;

    private Management(MBeanServer server) {
        this.server = server;
    }

    /**
     * What is shown and managed.
     *
     * @param rules what the rules of policies decided
     * @param privacy what may be shown of users and targets
     * @param ticker that of the tunnels
     * @param clock what the days are counted by that certificates have left
     */
    public record Model(
            ServerStatus status,
            TunnelRegistry tunnels,
            LiveServer server,
            LiveSettings settings,
            Explainer explainer,
            PolicyChanges changes,
            RuleFigures rules,
            Neighbours neighbours,
            DnsStatus dns,
            AccessLogStatus accessLog,
            Privacy privacy,
            Ticker ticker,
            WallClock clock) {}

    /**
     * Shows the model in the MBean server until {@link #close()}.
     *
     * @throws IllegalStateException where a name is taken or the MBean server refuses; then no MBean is left behind
     */
    public static Management register(MBeanServer server, Model model) {
        Management management = new Management(server);
        try {
            management.add(model);
        } catch (JMException | RuntimeException e) {
            management.close();
            throw new IllegalStateException("cannot register in JMX: " + e.getMessage(), e);
        }
        return management;
    }

    private void add(Model model) throws JMException {
        LiveSettings settings = model.settings();
        LimitRows bounds = new LimitRows(model);
        Notices ofPolicy = new Notices(name("Policy"), model.clock(), PolicyWatch.kinds());
        Notices ofLimits = new Notices(name("Limits"), model.clock(), LimitWatch.kinds());
        Notices ofThreads = new Notices(name("Threads"), model.clock(), ThreadWatch.kind());
        policyWatch = new PolicyWatch(model.tunnels(), settings, ofPolicy);
        limitWatch = new LimitWatch(
                bounds::perhapsReached, model.neighbours().usage(), model.privacy(), model.clock(), ofLimits);
        threadWatch = new ThreadWatch(model.server().threads(), ofThreads);
        add("Server", server(model));
        Tunnels tunnels = new Tunnels(model.tunnels(), () -> settings.current().dial(), model.privacy(), audit);
        add("Tunnels", new DescribedMBean(tunnels, TunnelsMXBean.class));
        Policy policy = new Policy(settings, model.tunnels(), model.rules(), model.explainer(), audit);
        add("Policy", new DescribedMBean(policy, PolicyMXBean.class, ofPolicy.emitter()));
        add(
                "PolicyChange",
                new DescribedMBean(
                        new PolicyChange(model.changes(), model.privacy(), audit), PolicyChangeMXBean.class));
        add("Configuration", new DescribedMBean(new Configuration(settings), ConfigurationMXBean.class));
        add("BlockLists", new DescribedMBean(new BlockLists(settings, audit), BlockListsMXBean.class));
        TunnelLimits ofEach =
                new TunnelLimits(settings, model.tunnels(), model.status().drains()::progress, model.clock());
        Limits limits = new Limits(model.neighbours(), bounds, ofEach, model.privacy());
        add("Limits", new DescribedMBean(limits, LimitsMXBean.class, ofLimits.emitter()));
        add("Dns", new DescribedMBean(new Dns(model.dns(), audit), DnsMXBean.class));
        add("AccessLog", new DescribedMBean(new AccessLog(model.accessLog()), AccessLogMXBean.class));
        add("Latency", new DescribedMBean(new Latency(model.tunnels().latencies()), LatencyMXBean.class));
        add(
                "Threads",
                new DescribedMBean(new Threads(model.server().threads()), ThreadsMXBean.class, ofThreads.emitter()));
        add("Relay", new DescribedMBean(new Relay(model.server()), RelayMXBean.class));
        for (LiveListener listener : model.status().listeners()) {
            add(listener, model);
        }
    }

    private DescribedMBean server(Model model) throws JMException {
        Notices notices = new Notices(name("Server"), model.clock(), Server.kind());
        model.status()
                .drains()
                .whenFinished(end -> notices.send(Server.DRAINED, "drained since " + end.startedAt() + ": " + end));
        return new DescribedMBean(
                new Server(model.status(), model.tunnels(), audit), ServerMXBean.class, notices.emitter());
    }

    private void add(LiveListener listener, Model model) throws JMException {
        String key = "Listener,name=" + ObjectName.quote(listener.name());
        Notices notices = new Notices(name(key), model.clock(), CertificateWatch.kind());
        CertificateWatch watch = new CertificateWatch(listener.name(), model.settings(), model.clock(), notices);
        Listener bean =
                new Listener(listener, model.tunnels().of(listener.name()), model.settings(), model.clock(), audit);
        add(key, new DescribedMBean(bean, ListenerMXBean.class, notices.emitter()));
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

    /** About a second is over since the last time: notifies of what is out of bounds now. By one thread. */
    public void secondOver() {
        limitWatch.look();
        threadWatch.look();
    }

    /** A minute is over since the last time. From any thread. */
    public void minuteOver() {
        policyWatch.minuteOver();
        audit.minuteOver();
    }

    /** There was a reload. From any thread. */
    public void reloaded() {
        policyWatch.reloaded();
        lookAtCertificates();
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
