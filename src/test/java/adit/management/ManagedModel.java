package adit.management;

import adit.account.RuleFigures;
import adit.account.TunnelRegistry;
import adit.change.PolicyChanges;
import adit.config.ConfigurationException;
import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.http.IpAddress;
import adit.limits.Neighbours;
import adit.limits.SharedLimits;
import adit.limits.UsageBook;
import adit.limits.UsageFile;
import adit.policy.DecisionLog;
import adit.privacy.Privacy;
import adit.time.WallClock;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import adit.tunnel.Resolver;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** A model without sockets, registered in an MBean server of its own. */
final class ManagedModel implements AutoCloseable {
    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    final FakeStatus status = new FakeStatus();
    final TunnelRegistry registry = new TunnelRegistry(record -> {});
    final FakeServer fakeServer = new FakeServer();
    final RuleFigures rules = new RuleFigures(DecisionLog.NONE);
    final LiveSettings settings;
    final PolicyChanges changes;
    final Neighbours neighbours;
    final Management.Model model;
    final Management management;

    /** What is to be done later. */
    final Queue<Runnable> timed = new ArrayDeque<>();

    /** With the built-in defaults, and reloads at the epoch. */
    ManagedModel() {
        this(Optional.empty(), () -> Instant.EPOCH);
    }

    ManagedModel(Optional<Path> file, WallClock clock) {
        settings = settings(file, clock);
        changes = new PolicyChanges(settings, registry, clock, (delay, task) -> timed.add(task));
        neighbours = neighbours(settings, clock);
        model = new Management.Model(
                status,
                registry,
                fakeServer,
                settings,
                explainer(settings, clock),
                changes,
                rules,
                neighbours,
                new FakeDns(),
                new FakeAccessLog(),
                new Privacy(() -> settings.current().dial(), clock),
                () -> 0,
                clock);
        management = Management.register(server, model);
    }

    static Neighbours neighbours(LiveSettings settings, WallClock clock) {
        Supplier<SharedLimits> limits = () -> settings.current().limits().shared();
        UsageFile file = new UsageFile(Path.of("unused"));
        return new Neighbours(limits, new UsageBook(() -> limits.get().quota(), clock, file));
    }

    /** Of a proxy that listens on 127.0.0.1:8080, and a resolver that knows three names. */
    static Explainer explainer(LiveSettings settings, WallClock clock) {
        Map<String, List<String>> names = Map.of(
                "example.com", List.of("8.8.8.8"),
                "mixed.example", List.of("10.1.2.3", "8.8.4.4"),
                "localhost", List.of("127.0.0.1"));
        Resolver resolver = (host, answer) -> {
            if (names.containsKey(host)) {
                answer.found(names.get(host).stream()
                        .map(text -> IpAddress.parse(text).orElseThrow())
                        .toList());
            } else if (!host.startsWith("silent.")) {
                answer.failed(new Rejection(Outcome.RESOLVE_FAILED, "The name " + host + " has no address."));
            }
        };
        InetSocketAddress own =
                new InetSocketAddress(IpAddress.parse("127.0.0.1").orElseThrow(), 8080);
        return new Explainer(settings, resolver, own::equals, clock);
    }

    static LiveSettings settings(Optional<Path> file, WallClock clock) {
        try {
            return new LiveSettings(new ConfigurationLoader(file, Map.of(), Map.of()), clock);
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ObjectName name(String type) throws JMException {
        return new ObjectName("adit:type=" + type);
    }

    FakeTunnel open(String id) {
        FakeTunnel tunnel = new FakeTunnel(id);
        registry.opened(tunnel);
        return tunnel;
    }

    void openAndClose(int count, Outcome outcome) {
        for (int i = 0; i < count; i++) {
            registry.closed(open(outcome + "-" + i).record(outcome));
        }
    }

    Object get(String type, String attribute) throws JMException {
        return server.getAttribute(name(type), attribute);
    }

    @Override
    public void close() {
        management.close();
    }
}
