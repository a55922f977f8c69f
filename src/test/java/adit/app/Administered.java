package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.admin.AdminServer;
import adit.admin.Throughput;
import adit.config.ConfigurationException;
import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.management.Management;
import adit.time.Ticker;
import adit.time.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import javax.management.JMException;
import javax.management.ObjectName;

/** A whole proxy with an admin address on loopback, and those who ask there. Closing it checks that its accounts are even. */
final class Administered implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Path file;
    private final Runnable end;
    final RunningServer server;
    final int port;

    /** What was answered. */
    record Answer(int status, String head, String body) {
        private static Answer of(String text) {
            String[] parts = text.split("\r\n\r\n", 2);
            return new Answer(
                    Integer.parseInt(parts[0].substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
                    parts[0],
                    parts[1]);
        }
    }

    Administered(Path folder, String configuration) throws IOException, ConfigurationException {
        file = Files.writeString(folder.resolve("adit.yaml"), configuration);
        // It does not look for ports; so what it knows it was told.
        server = AdministeredServer.start(settings(), new ProcessPorts(Set::of), Succession.none());
        port = server.adminAddress().orElseThrow().getPort();
        end = () -> {};
    }

    /** One whose pages go by a clock of their own. */
    Administered(Path folder, String configuration, Ticker ticker) throws IOException, ConfigurationException {
        file = Files.writeString(folder.resolve("adit.yaml"), configuration);
        ProxyServer proxy = new ProxyServer(settings(), new ProcessPorts(Set::of), Succession.none());
        AdminServer admin =
                AdminServer.listen(proxy.settings().admin().address().orElseThrow());
        ExecutorService threads = Threads.pool("admin", 8, Integer.MAX_VALUE);
        admin.serve(with(ticker, proxy.model()), new Throughput(proxy.model().tunnels(), ticker), threads);
        server = proxy;
        port = admin.address().getPort();
        end = () -> {
            admin.close();
            threads.shutdownNow();
        };
    }

    private LiveSettings settings() throws ConfigurationException {
        return new LiveSettings(new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()), WallClock.SYSTEM);
    }

    private static Management.Model with(Ticker ticker, Management.Model model) {
        return new Management.Model(
                model.status(),
                model.tunnels(),
                model.server(),
                model.settings(),
                model.explainer(),
                model.changes(),
                model.rules(),
                model.neighbours(),
                model.dns(),
                model.accessLog(),
                model.privacy(),
                ticker,
                model.clock());
    }

    void reload(String configuration) throws IOException {
        Files.writeString(file, configuration);
        server.reload();
    }

    /** Sends the head of a request, as it is, and reads until the end. */
    Answer send(String head) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            Tunnels.send(socket, head.replace("PORT", String.valueOf(port)));
            return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param fields of the head, each with its end of line */
    Answer get(String path, String... fields) {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n"
                + String.join("", fields) + "\r\n");
    }

    /** All metrics, by name and labels as they stand there. */
    Map<String, Double> scrape() {
        Map<String, Double> metrics = new TreeMap<>();
        get("/metrics").body().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            assertThat(metrics.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1))))
                    .as(line)
                    .isNull();
        });
        return metrics;
    }

    /** What JMX says. */
    Object attribute(String bean, String attribute) throws JMException {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName("adit:type=" + bean), attribute);
    }

    String invoke(String bean, String operation) throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName("adit:type=" + bean), operation, new Object[0], new String[0]);
    }

    @Override
    public void close() throws JMException {
        await().until(() -> attribute("Tunnels", "LiveCount").equals(0));
        assertThat(attribute("Tunnels", "OpenedTotal")).isEqualTo(attribute("Tunnels", "ClosedTotal"));
        end.run();
        server.stop(Duration.ZERO, new CompletableFuture<>());
    }
}
