package adit.remote;

import adit.auth.Authenticator;
import adit.config.RemoteJmx;
import adit.config.RemoteJmx.Role;
import adit.http.IpAddress;
import adit.management.Audit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The connector for operators who are not on this machine, at {@code service:jmx:rmi:///jndi/rmi://ADDRESS/jmxrmi}:
 * registry and connector at one port, both inside TLS. Its threads are those of RMI, one a connection.
 */
public final class RemoteAccess implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(RemoteAccess.class);

    /** What JConsole and others look up. */
    private static final String NAME = "jmxrmi";

    private static final String HOST = "java.rmi.server.hostname";

    /** User and password, before anybody is known. */
    private static final String CREDENTIALS_FILTER =
            "maxdepth=2;maxarray=2;maxrefs=8;maxbytes=4096;java.lang.String;!*";

    /**
     * What the arguments of MXBeans, names, attributes, queries and filters of notifications are made of, and nothing
     * else; of subjects there are empty arrays at most. One type of the package runs methods of what it holds.
     */
    private static final String ARGUMENTS_FILTER = "maxdepth=10;maxarray=10000;maxrefs=10000;maxbytes=1000000;"
            + "java.lang.Boolean;java.lang.Byte;java.lang.Character;java.lang.Short;java.lang.Integer;java.lang.Long;"
            + "java.lang.Float;java.lang.Double;java.lang.Number;java.lang.String;java.lang.Object;"
            + "java.rmi.MarshalledObject;java.util.ArrayList;java.util.Vector;"
            + "!javax.management.BadAttributeValueExpException;javax.management.*;"
            + "javax.management.relation.MBeanServerNotificationFilter;javax.security.auth.Subject;!*";

    private final TlsSockets sockets;
    private final Registry registry;
    private final RMIJRMPServerImpl stubs;
    private final RMIConnectorServer connector;

    private RemoteAccess(
            TlsSockets sockets, InetSocketAddress address, Map<String, Object> environment, MBeanServer server)
            throws IOException {
        int port = address.getPort();
        JMXServiceURL url = new JMXServiceURL("rmi", IpAddress.text(address.getAddress()), port);
        this.sockets = sockets;
        // Equal factories make all of RMI share the one socket.
        SslRMIClientSocketFactory clients = new SslRMIClientSocketFactory();
        registry = LocateRegistry.createRegistry(port, clients, sockets);
        stubs = new RMIJRMPServerImpl(port, clients, sockets, environment);
        connector = new RMIConnectorServer(url, environment, stubs, server);
    }

    /**
     * Listens.
     *
     * @param authenticator verifies passwords, on other threads than RMI's
     * @throws IOException where the address cannot be bound; nothing is left behind then
     */
    public static RemoteAccess open(RemoteJmx settings, MBeanServer server, Authenticator authenticator)
            throws IOException {
        prepareRmi(settings.address());
        Audit audit = new Audit();
        Map<String, Object> environment = Map.of(
                JMXConnectorServer.AUTHENTICATOR, new PasswordLogin(authenticator, settings.operators(), audit),
                RMIConnectorServer.CREDENTIALS_FILTER_PATTERN, CREDENTIALS_FILTER,
                RMIConnectorServer.SERIAL_FILTER_PATTERN, ARGUMENTS_FILTER);
        TlsSockets sockets = new TlsSockets(settings.address(), settings.tls());
        try {
            RemoteAccess access = new RemoteAccess(sockets, settings.address(), environment, server);
            Function<String, Optional<Role>> roles =
                    user -> authenticator.find(settings.operators(), user).flatMap(Role::of);
            access.connector.setMBeanServerForwarder(RoleGuard.of(roles, audit));
            access.connector.start();
            access.announce();
            return access;
        } catch (IOException | RuntimeException e) {
            sockets.close();
            throw e;
        }
    }

    /** RMI reads both properties once, and has no other way to be told. */
    private static void prepareRmi(InetSocketAddress address) {
        // What clients are told to connect to; behind a translation of addresses only the operator knows it.
        if (System.getProperty(HOST) == null) {
            System.setProperty(HOST, IpAddress.text(address.getAddress()));
        }
        // Whoever has an account on this machine could put an object of its own in the place of the connector.
        System.setProperty("sun.rmi.registry.registryFilter", "!*");
    }

    /** Puts the entry of the registry back, which others on this machine may remove. From any thread. */
    public void announce() {
        try {
            registry.rebind(NAME, stubs.toStub());
        } catch (IOException e) {
            throw new IllegalStateException("the registry is in this process", e);
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            connector.stop();
            UnicastRemoteObject.unexportObject(registry, true);
        } catch (IOException e) {
            LOG.warn("the connector of JMX did not stop cleanly: {}", e.toString());
        } finally {
            sockets.close();
        }
    }
}
