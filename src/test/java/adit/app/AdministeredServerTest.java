package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.net.ListenException;
import adit.time.WallClock;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the admin address is there. */
class AdministeredServerTest {
    private static final String CONFIGURATION = """
            listeners: [{name: main, address: '127.0.0.1:0'}]
            policy: {allowed_ports: {connect: any}, allowed_addresses: ['127.0.0.0/8']}
            admin: {address: '127.0.0.1:%d'}
            """;

    @TempDir
    private Path folder;

    @Test
    void withoutTheKeyThereIsNone() throws Exception {
        ConfigurationLoader loader =
                new ConfigurationLoader(Optional.empty(), Map.of(), Map.of("listeners.address", "127.0.0.1:0"));
        RunningServer server = AdministeredServer.start(
                new LiveSettings(loader, WallClock.SYSTEM), new ProcessPorts(Set::of), Succession.none());

        assertThat(server.adminAddress()).isEmpty();
        server.stop(Duration.ZERO, new CompletableFuture<>());
    }

    @Test
    void anAddressThatIsTakenIsOneLineAndLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new Administered(folder, CONFIGURATION.formatted(taken.getLocalPort())))
                    .isInstanceOf(ListenException.class)
                    .hasMessage("admin.address: 127.0.0.1:" + taken.getLocalPort() + " is in use");
        }
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("adit:*"), null))
                .isEmpty();
    }

    @Test
    void whileItDrainsItIsWellButNotReadyAndThenItIsGone() throws Exception {
        Administered adit = new Administered(folder, CONFIGURATION.formatted(0));
        CompletableFuture<Void> stop;
        try (Tunnels tunnels = new Tunnels();
                Socket client = tunnels.tunnel(adit.server.addresses().get(0).getPort())) {
            stop = CompletableFuture.runAsync(() -> adit.server.stop(Duration.ofMinutes(1), new CompletableFuture<>()));
            await().until(() -> adit.get("/readyz").status() == 503);
            assertThat(adit.get("/readyz").body()).isEqualTo("draining\n");
            assertThat(adit.get("/healthz").status()).isEqualTo(200);
            assertThat(adit.scrape())
                    .containsEntry("adit_ready", 0.0)
                    .containsEntry("adit_tunnels{listener=\"main\"}", 1.0);
            Tunnels.assertOpen(client);
        }
        stop.join();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), adit.port).close())
                .isInstanceOf(ConnectException.class);
    }
}
