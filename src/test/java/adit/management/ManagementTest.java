package adit.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.timer.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management.Model model = new ManagedModel().model;

    @Test
    void theBeansAreThereUntilTheClose() throws JMException {
        Management management = register();

        assertThat(names()).hasSize(13).contains(ManagedModel.name("Server"));
        management.close();
        assertThat(names()).isEmpty();
    }

    @Test
    void aSecondCloseDoesNotTouchASuccessor() throws JMException {
        Management first = register();
        first.close();
        try (Management successor = register()) {
            first.close();
            assertThat(names()).hasSize(13);
            assertThat(successor).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Server", "Tunnels", "Policy", "Dns", "Listener,name=\"main\""})
    void aTakenNameLeavesNoBeanBehind(String taken) throws JMException {
        server.registerMBean(new Timer(), ManagedModel.name(taken));

        assertThatThrownBy(this::register)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("adit:type=" + taken);
        assertThat(names()).containsExactly(ManagedModel.name(taken));
    }

    @Test
    void aBeanThatAClientTookAwayDoesNotStopTheClose() throws JMException {
        Management management = register();
        server.unregisterMBean(ManagedModel.name("Tunnels"));

        management.close();

        assertThat(names()).isEmpty();
    }

    private Management register() {
        return Management.register(server, model);
    }

    private Set<ObjectName> names() throws JMException {
        return server.queryNames(new ObjectName("adit:*"), null);
    }
}
