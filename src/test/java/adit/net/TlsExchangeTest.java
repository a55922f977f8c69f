package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.net.Origin.Manner;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is particular to plain HTTP whose client speaks TLS to the proxy: how its connection ends. */
@OverTls
class TlsExchangeTest {
    private interface Ending {
        void of(Proxy proxy, RecordClient client) throws Exception;
    }

    @Test
    void anIdleClientIsToldOfTheEnd() throws Exception {
        assertToldOfTheEndAfter((proxy, client) -> proxy.skip(Duration.ofSeconds(61)));
    }

    @Test
    void anIdleClientIsToldOfTheEndWhenTheProxyDrains() throws Exception {
        assertToldOfTheEndAfter((proxy, client) -> proxy.server.drain());
    }

    @Test
    void anIdleClientThatEndsItsSideIsToldOfTheOther() throws Exception {
        assertToldOfTheEndAfter((proxy, client) -> client.send(client.closeNotify()));
    }

    private static void assertToldOfTheEndAfter(Ending ending) throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                RecordClient client = RecordClient.secured(proxy.address())) {
            client.send(client.records(origin.get("/")));
            proxy.awaitClosed(1);
            ending.of(proxy, client);
            assertThat(client.readToEnd()).asString().endsWith("hello");
            assertThat(client.toldOfTheEnd()).isTrue();
        }
    }
}
