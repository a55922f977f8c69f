package adit.management;

import adit.account.TunnelRegistry;
import adit.config.ConfigurationException;
import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.time.WallClock;
import adit.tunnel.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** A model without sockets, registered in an MBean server of its own. */
final class ManagedModel implements AutoCloseable {
    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    final FakeStatus status = new FakeStatus();
    final TunnelRegistry registry = new TunnelRegistry(record -> {});
    final Management management;

    /** With the built-in defaults, and reloads at the epoch. */
    ManagedModel() {
        this(Optional.empty(), () -> Instant.EPOCH);
    }

    ManagedModel(Optional<Path> file, WallClock clock) {
        management = Management.register(server, status, registry, settings(file, clock), clock);
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
