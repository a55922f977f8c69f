package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.net.Origin.Manner;
import adit.tunnel.Outcome;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
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

    @Test
    void aRequestThatComesWithTheLastOfTheHandshakeOvertakesNothing() throws Exception {
        // With a certificate to be checked, both are read in the same pass, and the server has tickets to send.
        Supplier<SSLEngine> engines = () -> {
            SSLEngine engine = TestTls.serverEngine();
            engine.setNeedClientAuth(true);
            return engine;
        };
        try (Proxy proxy = Proxy.startWith(engines, UnaryOperator.identity());
                Origin origin = Origin.that(Manner.HELLO);
                RecordClient client = new RecordClient(proxy.address(), "TLSv1.3")) {
            client.send(client.lastFlight(), client.records(origin.get("/")));
            assertThat(client.text(15)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void anotherHandshakeInsteadOfPatienceIsRefusedByAnAlert() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.SILENT);
                RecordClient client = RecordClient.secured(proxy.address(), "TLSv1.2")) {
            client.send(client.records(origin.get("/")));
            origin.request();
            client.send(client.newHandshake());
            assertThatThrownBy(() -> client.goOn().readToEnd()).hasMessageContaining("handshake_failure");
            client.leave();
            assertThat(proxy.onlyRecord().outcome()).isEqualTo(Outcome.TLS_HANDSHAKE_FAILED);
        }
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
