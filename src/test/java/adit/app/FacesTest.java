package adit.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.time.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordedEvent;
import org.apache.commons.codec.digest.Md5Crypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator does not want to see is on none of the {@link Faces}, and what nobody shall see neither. */
class FacesTest {
    private static final String CLIENT = "127.0.0.77";
    private static final String ADDRESS = "127.0.0.99";
    private static final String HOST = "secluded.test";
    private static final String USER = "carol";
    private static final String PASSWORD = "swordfish";

    /** What would tell who was there and where to. */
    private static final List<String> IDENTIFYING =
            List.of(CLIENT, USER, HOST, ADDRESS, "unheard-of.test", "blocked.txt:1");

    /** Whatever the dial says. */
    private static final List<String> NEVER = List.of(PASSWORD, "mallory", "private", "PRIVATE-METHOD");

    private static final List<String> FORMATS = List.of(
            "{format: json}",
            "{format: clf}",
            "{format: squid}",
            "{format: ltsv}",
            "{format: custom, layout: '{client} {user} {target} {address}'}");

    private final MBeanServer management = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path folder;

    private ServerSocket target;
    private RunningServer proxy;
    private Faces faces;

    @BeforeEach
    void open() throws Exception {
        target = new ServerSocket(0, 50, InetAddress.getByName(ADDRESS));
        Files.writeString(folder.resolve("hosts"), ADDRESS + " " + HOST + "\n");
        Files.writeString(folder.resolve("users"), USER + ":" + Md5Crypt.apr1Crypt(PASSWORD) + "\n");
        Files.writeString(folder.resolve("blocked.txt"), HOST + "\n");
        configure("none", FORMATS.get(0));
        ConfigurationLoader loader = new ConfigurationLoader(
                Optional.of(file()), Map.of(), Map.of("listeners.address", "127.0.0.1:0", "listeners.mode", "http"));
        proxy = AdministeredServer.start(
                new LiveSettings(loader, WallClock.SYSTEM), new ProcessPorts(Set::of), Succession.none());
        faces = Faces.open(proxy.adminAddress().orElseThrow());
    }

    @AfterEach
    void close() throws Exception {
        target.close();
        proxy.stop(Duration.ZERO, new CompletableFuture<>());
        faces.close();
    }

    private Path file() {
        return folder.resolve("adit.yaml");
    }

    private void configure(String shown, String accessLog) throws IOException {
        Files.writeString(
                file(),
                String.join(
                        "\n",
                        "policy: {mode: report, block_lists: [blocked.txt], allowed_ports: {connect: any, http: any}, "
                                + "allowed_addresses: [127.0.0.0/8]}",
                        "dns: {hosts_file: hosts, servers: ['127.0.0.1:9'], timeout: 10ms, attempts: 1}",
                        "authentication: {htpasswd: users}",
                        "privacy: {client: " + shown + ", user: " + shown + ", target: " + shown + "}",
                        "admin: {address: '127.0.0.1:0'}",
                        "access_log: " + accessLog));
    }

    @Test
    void byDefaultNoFaceShowsWhoWasThereOrWhereTo() throws Exception {
        Map<String, String> live = visitInEachFormat("none");
        closeAll();
        assertNoneShows(live);
        assertThat(records().lines()).hasSize(1 + 4 * FORMATS.size());
        assertNoneShows(faces.ended(folder));
    }

    @Test
    void aHashTellsNobodyWhoItIsOfAndAllFacesHaveTheSame() throws Exception {
        Map<String, String> live = visitInEachFormat("hashed");
        closeAll();
        Map<String, String> ended = faces.ended(folder);
        assertNoneShows(live);
        assertNoneShows(ended);
        String last = records().substring(records().lastIndexOf('\n') + 1);
        assertThat(last).matches("[0-9a-f]{16} [0-9a-f]{16} [0-9a-f]{16} [0-9a-f]{16}");
        String user = last.substring(17, 33);
        assertThat(live.get("JMX")).contains(user);
        assertThat(live.get("status page")).contains(user);
        assertThat(ended.get("flight recording")).contains(user);
    }

    @Test
    void inFullEveryFaceThatHasRowsShowsThemAndNoSecret() throws Exception {
        Map<String, String> live = visitInEachFormat("full");
        Map<String, String> ended = faces.ended(folder);
        assertThat(live.get("JMX")).contains(CLIENT, USER, HOST);
        assertThat(live.get("learn")).contains("denied by blocked.txt:1: " + HOST);
        assertThat(live.get("status page")).contains(CLIENT, USER, HOST);
        assertThat(ended.get("flight recording")).contains(CLIENT, USER, HOST);
        assertThat(records().lines().filter(line -> Stream.of(CLIENT, USER, HOST)
                        .allMatch(line::contains)))
                .hasSize(2 * FORMATS.size());
        assertThat(ended.get("adit.log")).doesNotContain(IDENTIFYING);
        ended.forEach((face, text) -> assertThat(text).as(face).doesNotContain(NEVER));
        live.forEach((face, text) -> assertThat(text).as(face).doesNotContain(NEVER));
    }

    @Test
    void aRecordingHasTheLifeOfATunnelPhaseByPhase() throws Exception {
        visit();
        List<RecordedEvent> events = faces.events(folder);
        RecordedEvent tunnel = events.stream()
                .filter(event -> event.getEventType().getName().equals("adit.Tunnel"))
                .filter(event -> event.getLong("bytesToTarget") == 5)
                .findFirst()
                .orElseThrow();
        assertThat(tunnel.getString("outcome")).isEqualTo("established");
        assertThat(tunnel.getString("listener")).isEqualTo("main");
        assertThat(tunnel.getLong("bytesToClient")).isEqualTo(5);
        List<RecordedEvent> phases = events.stream()
                .filter(event -> event.getEventType().getName().equals("adit.Phase"))
                .filter(event -> event.getString("tunnel").equals(tunnel.getString("tunnel")))
                .sorted((one, other) -> one.getStartTime().compareTo(other.getStartTime()))
                .toList();
        assertThat(phases)
                .extracting(event -> event.getString("phase"))
                .startsWith("negotiating", "authorising", "resolving", "connecting", "replying", "relaying");
        assertThat(phases).allSatisfy(phase -> {
            assertThat(phase.getStartTime()).isAfterOrEqualTo(tunnel.getStartTime());
            assertThat(phase.getEndTime()).isBeforeOrEqualTo(tunnel.getEndTime());
        });
    }

    /** What names somebody as an operator does. */
    private void closeAll() throws JMException {
        for (Map.Entry<String, String> closed :
                Map.of("closeByUser", USER, "closeByTarget", HOST + ":443").entrySet()) {
            assertThat(management.invoke(
                            new ObjectName("adit:type=Tunnels"),
                            closed.getKey(),
                            new Object[] {closed.getValue()},
                            new String[] {String.class.getName()}))
                    .isEqualTo(0);
        }
    }

    private static void assertNoneShows(Map<String, String> shown) {
        shown.forEach((face, text) ->
                assertThat(text).as(face).doesNotContain(IDENTIFYING).doesNotContain(NEVER));
    }

    private String records() throws Exception {
        return faces.ended(folder).get("tunnels.log");
    }

    /** Returns what was to be seen while a tunnel was open. */
    private Map<String, String> visitInEachFormat(String shown) throws Exception {
        refused("CONNECT " + HOST + ":1 HTTP/1.1\r\nHost: x\r\n" + credentials("mallory", "guess"), 407);
        Map<String, String> live = Map.of();
        for (String format : FORMATS) {
            configure(shown, format);
            assertThat(proxy.reload().problems()).isEmpty();
            live = visit();
        }
        return live;
    }

    /** A tunnel, a request, and some that are refused; returns what was to be seen while the tunnel was open. */
    private Map<String, String> visit() throws Exception {
        String authority = HOST + ":" + target.getLocalPort();
        refused(
                "CONNECT unheard-of.test:443 HTTP/1.1\r\nHost: unheard-of.test:443\r\n" + credentials(USER, PASSWORD),
                50);
        refused("CONNECT http://" + HOST + "/private HTTP/1.1\r\nHost: x\r\n" + credentials(USER, PASSWORD), 400);
        exchange("PRIVATE-METHOD http://" + authority + "/private?private HTTP/1.1\r\nHost: " + authority + "\r\n");
        Map<String, String> live;
        try (Socket client = client();
                Socket server = connected(client, authority)) {
            client.getOutputStream().write("hello".getBytes(US_ASCII));
            assertThat(server.getInputStream().readNBytes(5)).hasSize(5);
            server.getOutputStream().write("world".getBytes(US_ASCII));
            assertThat(client.getInputStream().readNBytes(5)).hasSize(5);
            live = faces.live();
        }
        await().until(() -> number("Tunnels", "LiveCount") == 0
                && number("AccessLog", "WrittenTotal") == number("Tunnels", "ClosedTotal"));
        return live;
    }

    private Socket client() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(CLIENT), 0));
        socket.connect(proxy.addresses().get(0));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private Socket connected(Socket client, String authority) throws IOException {
        send(client, "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + credentials(USER, PASSWORD));
        Socket server = target.accept();
        assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 200 ");
        return server;
    }

    private void refused(String request, int status) throws IOException {
        try (Socket client = client()) {
            send(client, request);
            assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    private void exchange(String request) throws IOException {
        try (Socket client = client()) {
            send(client, request + "Connection: close\r\n" + credentials(USER, PASSWORD));
            try (Socket server = target.accept()) {
                assertThat(head(server.getInputStream())).contains("private");
                server.getOutputStream()
                        .write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
                assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 404 ");
            }
        }
    }

    private static void send(Socket client, String request) throws IOException {
        client.getOutputStream().write((request + "\r\n").getBytes(US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            assertThat(c).as("end after %s", head).isNotNegative();
            head.append((char) c);
        }
        return head.toString();
    }

    private static String credentials(String user, String password) {
        String encoded = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(US_ASCII));
        return "Proxy-Authorization: Basic " + encoded + "\r\n";
    }

    private long number(String type, String attribute) throws JMException {
        return ((Number) management.getAttribute(new ObjectName("adit:type=" + type), attribute)).longValue();
    }
}
