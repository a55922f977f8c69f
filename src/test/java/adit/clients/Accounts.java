package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.app.Installation;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a running proxy says of its tunnels: in JMX, attached to as JConsole does it, and in its log of records. */
final class Accounts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JMXConnector connector;
    private final Path log;
    private int marked;

    private Accounts(JMXConnector connector, Path log) {
        this.connector = connector;
        this.log = log;
    }

    static Accounts of(Installation installation) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(installation.pid()));
        try {
            JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
            JMXConnector connector = JMXConnectorFactory.newJMXConnector(url, null);
            connector.connect();
            return new Accounts(connector, installation.home.resolve("logs/tunnels.log"));
        } finally {
            machine.detach();
        }
    }

    /** Records from here on belong to the next test. */
    void mark() throws IOException {
        marked = lines().size();
    }

    List<String> records() throws IOException {
        List<String> lines = lines();
        return lines.subList(marked, lines.size());
    }

    /** Waits until no tunnel is left; each must have been closed once and have left one record. */
    void assertEven() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(total("LiveCount")).isZero();
            assertThat(total("ClosedTotal")).isEqualTo(total("OpenedTotal"));
            assertThat(lines()).hasSize((int) total("ClosedTotal"));
        });
    }

    private long total(String attribute) throws JMException, IOException {
        ObjectName tunnels = new ObjectName("adit:type=Tunnels");
        return ((Number) connector.getMBeanServerConnection().getAttribute(tunnels, attribute)).longValue();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
