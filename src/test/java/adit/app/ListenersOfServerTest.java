package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.time.WallClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole proxy with several listeners: what management shows and does, and how a start fails. */
class ListenersOfServerTest {
    private static final String POLICIES = """
            policy: {allowed_ports: {connect: any}, allowed_addresses: ["127.0.0.0/8"]}
            policies: {guests: {rules: [{id: nobody, action: deny}]}}
            """;
    private static final String LISTENERS = """
            listeners:
              - {name: main, address: "127.0.0.1:0"}
              - {name: guests, address: "127.0.0.1:0", policy: %s}
            """;

    private final MBeanServer management = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path folder;

    private ServerSocket target;
    private ProxyServer proxy;

    @BeforeEach
    void open() throws Exception {
        target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        write(POLICIES + LISTENERS.formatted("guests"));
        proxy = new ProxyServer(settings(), new ProcessPorts(Set::of), Succession.none());
    }

    @AfterEach
    void close() throws Exception {
        target.close();
        await().until(() -> number("type=Tunnels", "LiveCount") == 0);
        for (String figure : List.of("LiveCount", "OpenedTotal", "ClosedTotal", "BytesToClientTotal")) {
            assertThat(number("type=Tunnels", figure))
                    .as(figure)
                    .isEqualTo(number(bean("main"), figure) + number(bean("guests"), figure));
        }
        proxy.stop(Duration.ZERO, new CompletableFuture<>());
        assertThat(management.queryNames(new ObjectName("adit:*"), null)).isEmpty();
    }

    @Test
    void eachListenerIsABeanWithItsOwnFigures() throws Exception {
        tunnel("main").close();
        target.accept().close();
        assertThat(ask("guests")).startsWith("HTTP/1.1 403 ");
        await().until(() -> number("type=Tunnels", "ClosedTotal") == 2);

        assertThat(get(bean("main"), "Address"))
                .isEqualTo("127.0.0.1:" + proxy.addresses().get(0).getPort());
        assertThat(get(bean("guests"), "Policy")).isEqualTo("guests");
        assertThat(outcome("main", "established")).isEqualTo(1);
        assertThat(outcome("guests", "target_not_allowed")).isEqualTo(1);
        assertThat(outcome("guests", "established")).isZero();
    }

    @Test
    void aReloadMayGiveAListenerAnotherPolicy() throws Exception {
        assertThat(ask("guests")).startsWith("HTTP/1.1 403 ");
        write(POLICIES + LISTENERS.formatted("default"));

        assertThat((String) management.invoke(name("type=Policy"), "reload", null, null))
                .contains("changed: listeners.policy");

        assertThat(get(bean("guests"), "Policy")).isEqualTo("default");
        tunnel("guests").close();
    }

    @Test
    void aPausedListenerIsMarkedAndRefusesUntilItIsResumed() throws Exception {
        try (Socket tunnel = tunnel("main");
                Socket server = target.accept()) {
            management.invoke(name(bean("main")), "pause", null, null);

            assertThat((String[]) get("type=Server", "ListenAddresses"))
                    .containsExactly(
                            "main http " + get(bean("main"), "Address") + " (paused)",
                            "guests http " + get(bean("guests"), "Address"));
            assertThatThrownBy(() -> connect("main")).isInstanceOf(ConnectException.class);
            server.getOutputStream().write(7);
            assertThat(tunnel.getInputStream().read()).isEqualTo(7);

            management.invoke(name(bean("main")), "resume", null, null);
            tunnel("main").close();
        }
    }

    @Test
    void anAddressInUseIsNamedWithItsHolderAndNothingIsLeftBehind() throws Exception {
        int beans = management.queryNames(new ObjectName("adit:*"), null).size();
        write(POLICIES + """
                listeners:
                  - {name: first, address: "127.0.0.1:0"}
                  - {name: second, address: "127.0.0.1:%d"}
                """.formatted(target.getLocalPort()));

        assertThatThrownBy(() -> Wiring.start(settings(), Succession.none()))
                .isInstanceOf(StartupException.class)
                .hasMessage("listener second: 127.0.0.1:" + target.getLocalPort() + " is in use by pid "
                        + ProcessHandle.current().pid() + " (java)");
        assertThat(management.queryNames(new ObjectName("adit:*"), null)).hasSize(beans);
    }

    private LiveSettings settings() throws Exception {
        return new LiveSettings(
                new ConfigurationLoader(Optional.of(folder.resolve("adit.yaml")), Map.of(), Map.of()),
                WallClock.SYSTEM);
    }

    private void write(String content) throws IOException {
        Files.writeString(folder.resolve("adit.yaml"), content);
    }

    private Socket connect(String listener) throws Exception {
        String address = (String) get(bean(listener), "Address");
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        socket.setSoTimeout(10_000);
        String authority = "127.0.0.1:" + target.getLocalPort();
        socket.getOutputStream()
                .write(("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Socket tunnel(String listener) throws Exception {
        Socket socket = connect(listener);
        assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
        return socket;
    }

    private String ask(String listener) throws Exception {
        try (Socket socket = connect(listener)) {
            return head(socket);
        }
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = socket.getInputStream().read();
            assertThat(b).as("the answer ends: %s", head).isNotNegative();
            head.append((char) b);
        }
        return head.toString();
    }

    private long outcome(String listener, String label) throws JMException {
        return Arrays.stream((CompositeData[]) get(bean(listener), "OutcomeTotals"))
                .filter(row -> row.get("outcome").equals(label))
                .mapToLong(row -> (Long) row.get("total"))
                .sum();
    }

    private static String bean(String listener) {
        return "type=Listener,name=" + ObjectName.quote(listener);
    }

    private long number(String bean, String attribute) throws JMException {
        return ((Number) get(bean, attribute)).longValue();
    }

    private Object get(String bean, String attribute) throws JMException {
        return management.getAttribute(name(bean), attribute);
    }

    private static ObjectName name(String bean) throws JMException {
        return new ObjectName("adit:" + bean);
    }
}
