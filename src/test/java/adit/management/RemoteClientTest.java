package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.LiveListener;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The beans as a client in another process sees them: by RMI, with none of the classes of this program. */
class RemoteClientTest {
    private final ManagedModel model = new ManagedModel();
    private JMXConnectorServer connectors;
    private JMXConnector connector;

    @BeforeEach
    void connect() throws IOException {
        LoopbackSockets sockets = new LoopbackSockets();
        JMXAuthenticator alice =
                credentials -> new Subject(true, Set.of(new JMXPrincipal("alice\n")), Set.of(), Set.of());
        connectors = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://"),
                Map.of(
                        RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, sockets,
                        RMIConnectorServer.RMI_CLIENT_SOCKET_FACTORY_ATTRIBUTE, sockets,
                        JMXConnectorServer.AUTHENTICATOR, alice),
                model.server);
        connectors.start();
        connector = connectors.toJMXConnector(null);
        connector.connect();
    }

    @AfterEach
    void disconnect() throws IOException {
        connector.close();
        connectors.stop();
        model.close();
    }

    @Test
    void attributesArriveAsOpenData() throws JMException, IOException {
        model.open("t-1");
        MBeanServerConnection connection = connector.getMBeanServerConnection();

        assertThat(connection.getAttribute(ManagedModel.name("Tunnels"), "LiveCount"))
                .isEqualTo(1);
        CompositeData[] rows = (CompositeData[]) connection.getAttribute(ManagedModel.name("Tunnels"), "Live");
        assertThat(rows).singleElement().extracting(row -> row.get("id")).isEqualTo("t-1");
        assertThat(connection.getAttribute(ManagedModel.name("Server"), "State"))
                .isEqualTo("RUNNING");
    }

    @Test
    void aProxyReadsTheRowsByTheirGetters() throws JMException, IOException {
        model.open("t-1");
        TunnelsMXBean tunnels = JMX.newMXBeanProxy(
                connector.getMBeanServerConnection(), ManagedModel.name("Tunnels"), TunnelsMXBean.class);

        assertThat(tunnels.getLive())
                .singleElement()
                .extracting(TunnelsMXBean.LiveRow::getId)
                .isEqualTo("t-1");
        assertThat(tunnels.getOutcomeTotals().get(0).getOutcome()).isEqualTo("established");
    }

    @Test
    void aListenerIsPausedAndResumedFromAfar() throws JMException, IOException {
        model.open("t-1");
        ListenerMXBean listener = JMX.newMXBeanProxy(
                connector.getMBeanServerConnection(),
                ManagedModel.name("Listener,name=\"main\""),
                ListenerMXBean.class);

        assertThat(listener.pause()).startsWith("Clients are refused on 127.0.0.1:8080;");
        assertThat(listener.getState()).isEqualTo(LiveListener.State.PAUSED);
        assertThat(listener.resume()).isEqualTo("Clients are accepted on 127.0.0.1:8080.");
        assertThat(listener.getLiveCount()).isEqualTo(1);
        assertThat(listener.getOutcomeTotals().get(0).getOutcome()).isEqualTo("established");
    }

    @Test
    void theAuditNamesTheUser() throws JMException, IOException {
        PolicyMXBean policy = JMX.newMXBeanProxy(
                connector.getMBeanServerConnection(), ManagedModel.name("Policy"), PolicyMXBean.class);
        try (AuditLog audit = AuditLog.open()) {
            assertThat(policy.reload()).startsWith("generation 2 in force");
            assertThat(audit.lines).singleElement().asString().startsWith("INFO Policy.reload() by alice\\u000a: ");
        }
    }
}
