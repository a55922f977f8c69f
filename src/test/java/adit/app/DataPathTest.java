package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.splice.Splicing;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the way of the bytes is chosen at the start, and shown. */
class DataPathTest {
    private static final String ANY_PORTS = "admin: {address: '127.0.0.1:0'}\nlisteners: [{address: '127.0.0.1:0'}]\n";

    @TempDir
    private Path folder;

    @Test
    void theConfigurationCanHaveAllCopied() throws Exception {
        try (Administered adit = new Administered(folder, ANY_PORTS + "relay: {data_path: copy}\n")) {
            assertThat(relay("DataPath")).isEqualTo("copy");
            assertThat(relay("Reason")).isEqualTo("relay.data_path is copy");
            assertThat(relay("MaxPipes")).isEqualTo(0);
            assertThat(adit.scrape()).containsEntry("adit_relay_pipes", 0.0);
        }
    }

    @Test
    void otherwiseJavaAndTheSystemDecideAndTheReasonIsTold() throws Exception {
        Splicing here = Splicing.ifPossible(1_000_000);
        try (Administered adit = new Administered(folder, ANY_PORTS + "relay: {data_path: auto}\n")) {
            assertThat(relay("DataPath")).isEqualTo(here.on() ? "splice" : "copy");
            assertThat(relay("Reason")).isEqualTo(here.reason());
            assertThat(here.reason()).contains("Java ");
            assertThat(adit.scrape()).containsEntry("adit_relay_spliced_bytes_total", 0.0);
        }
    }

    private static Object relay(String attribute) throws JMException {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName("adit:type=Relay"), attribute);
    }
}
