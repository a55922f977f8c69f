package adit.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.tunnel.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
    private static final String[] DRAIN = {
        "remaining", "oldestSeconds", "bytesPerSecond", "estimatedSeconds", "startedAt", "seconds"
    };

    private final ManagedModel model = new ManagedModel(Optional.empty(), () -> Instant.EPOCH.plusSeconds(7));

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void theSummaryIsReadable() throws JMException {
        model.open("t-1");
        model.openAndClose(120, Outcome.ESTABLISHED);

        assertThat(get("Summary"))
                .isEqualTo("running: 1 live, 121 opened; 4.7 GiB to clients, 70 bytes to targets;"
                        + " since 2026-11-23T05:13:50Z (1 h 30 min)");
    }

    @Test
    void theStatusIsShown() throws JMException {
        assertThat(get("Version")).isEqualTo("1.2.3");
        assertThat(get("State")).isEqualTo("RUNNING");
        assertThat(get("UptimeSeconds")).isEqualTo(5400L);
        assertThat((String[]) get("ListenAddresses")).containsExactly("main http 127.0.0.1:8080");
    }

    @Test
    void theConfigurationFileIsNamedWhereThereIsOne() throws JMException {
        assertThat(get("ConfigurationFile")).isEqualTo("none: built-in defaults");
        model.status.file = Optional.of(Path.of("conf", "adit.yaml"));
        assertThat(get("ConfigurationFile")).isEqualTo("conf/adit.yaml");
    }

    @Test
    void aProxyThatDoesNotDrainShowsZeros() throws JMException {
        assertThat(get("Draining")).isEqualTo(false);
        CompositeData drain = (CompositeData) get("Drain");
        assertThat(drain.getAll(DRAIN)).containsExactly(0, 0L, 0L, 0L, "", 0L);
    }

    @Test
    void anOperatorDrainsAndCancels() throws Exception {
        try (AuditLog audit = AuditLog.open()) {
            assertThat(invoke("drain", "10m")).isEqualTo("draining: 0 tunnels");
            assertThat(model.status.drains.asked).contains(Duration.ofMinutes(10));
            assertThat(get("Draining")).isEqualTo(true);
            CompositeData drain = (CompositeData) get("Drain");
            assertThat(drain.getAll(DRAIN)).containsExactly(3, 70L, 1500L, 20L, "1970-01-01T00:00:00Z", 7L);

            assertThat(invoke("cancelDrain")).isEqualTo("clients are accepted again");
            assertThat(get("Draining")).isEqualTo(false);
            assertThatThrownBy(() -> invoke("cancelDrain"))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the proxy does not drain");
            assertThat(audit.lines)
                    .containsExactly(
                            "INFO Server.drain(10m) by local: draining: 0 tunnels",
                            "INFO Server.cancelDrain() by local: clients are accepted again",
                            "WARN Server.cancelDrain() by local refused: the proxy does not drain");
        }
    }

    @Test
    void withoutATimeADrainTakesThatOfTheConfiguration() throws Exception {
        invoke("drain", "");
        assertThat(model.status.drains.asked).isEmpty();
        invoke("drain", "PT1H");
        assertThat(model.status.drains.asked).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "soon", "8d", "PT-1S", "P9D"})
    void whatIsNoTimeIsRefused(String time) {
        assertThatThrownBy(() -> invoke("drain", time))
                .cause()
                .hasMessage("a duration from 0 to 7d is needed, such as 10m or PT10M");
    }

    @Test
    void whoeverListensIsToldOfTheEndOfADrain() throws Exception {
        List<Notification> told = new ArrayList<>();
        model.server.addNotificationListener(
                ManagedModel.name("Server"), (notification, handback) -> told.add(notification), null, null);
        invoke("drain", "10m");
        model.status.drains.finisher.accept(model.status.drains.progress.orElseThrow());
        assertThat(told).extracting(Notification::getType).containsExactly("adit.drain.finished");
        assertThat(told.get(0).getMessage()).startsWith("drained since 1970-01-01T00:00:00Z: 3 tunnels left");
    }

    private Object invoke(String operation, String... arguments) throws JMException {
        String[] types = new String[arguments.length];
        Arrays.fill(types, String.class.getName());
        return model.server.invoke(ManagedModel.name("Server"), operation, arguments, types);
    }

    private Object get(String attribute) throws JMException {
        return model.get("Server", attribute);
    }
}
