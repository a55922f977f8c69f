package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.tunnel.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTest {
    private final ManagedModel model = new ManagedModel();

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

    private Object get(String attribute) throws JMException {
        return model.get("Server", attribute);
    }
}
