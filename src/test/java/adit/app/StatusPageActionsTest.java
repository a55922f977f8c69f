package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.app.Administered.Answer;
import adit.config.Settings;
import adit.management.AuditLog;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do by the status page, and what is noted of it. */
class StatusPageActionsTest {
    private static final String TOKEN = "correct-horse-battery-staple";
    private static final String CONFIGURATION = """
            listeners: [{name: main, address: '127.0.0.1:0'}, {name: other, address: '127.0.0.1:0'}]
            policy: {allowed_ports: {connect: any}, allowed_addresses: ['127.0.0.0/8']}
            admin: {address: '127.0.0.1:0', token_file: token}
            """;

    @TempDir
    private Path folder;

    private Administered adit;
    private AuditLog audit;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), TOKEN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        adit = new Administered(folder, CONFIGURATION);
        audit = AuditLog.open();
        browser = new Browser(adit);
        assertThat(browser.signIn(TOKEN).status()).isEqualTo(303);
    }

    @AfterEach
    void close() throws Exception {
        audit.close();
        adit.close();
    }

    private int port(int listener) {
        return adit.server.addresses().get(listener).getPort();
    }

    private CompositeData onlyTunnel() throws Exception {
        return ((CompositeData[]) adit.attribute("Tunnels", "Live"))[0];
    }

    private String log() {
        return String.join("\n", audit.lines);
    }

    @Test
    void aTunnelIsThrottledAndClosed() throws Exception {
        try (Tunnels tunnels = new Tunnels();
                Socket client = tunnels.tunnel(port(0));
                Socket another = tunnels.tunnel(port(1))) {
            Tunnels.assertOpen(client);
            String id = (String) onlyTunnel().get("id");
            assertThat(browser.page())
                    .contains("aria-label=\"Close tunnel " + id + "\"", "aria-label=\"Throttle tunnel " + id + "\"");

            assertThat(browser.act("/throttle", Map.of("id", id, "rate", "2kb")))
                    .contains("<p class=\"result\" role=\"status\">Tunnel " + id, "2048 bytes a second");
            await().until(() -> onlyTunnel().get("maxRateToClient").equals(2048L));
            Tunnels.assertOpen(client);
            assertThat(browser.act("/throttle", Map.of("id", id, "rate", "0"))).contains("what its relay policy");
            await().until(() -> onlyTunnel().get("maxRateToClient").equals(0L));

            assertThat(browser.act("/close", Map.of("id", id))).contains("Tunnel " + id + " is told to close.");
            Tunnels.assertEnded(client);
            Tunnels.assertOpen(another);
            assertThat(log())
                    .contains("Tunnels.throttle(" + id + ", 2048) by status page: Tunnel " + id + " is held")
                    .contains("Tunnels.close(" + id + ") by status page: Tunnel " + id + " is told to close.");
        }
    }

    @Test
    void aListenerIsPausedAndResumed() throws Exception {
        try (Tunnels tunnels = new Tunnels()) {
            assertThat(browser.act("/pause", Map.of("listener", "other")))
                    .contains("Clients are refused on", "aria-label=\"Resume listener other\"")
                    .contains("aria-label=\"Pause listener main\"");
            assertThat(connects(port(1))).isFalse();
            assertThat(browser.act("/resume", Map.of("listener", "other"))).contains("Clients are accepted on");
            tunnels.assertServed(port(1), 1);
        }
        assertThat(log()).contains("Listener.pause(other) by status page", "Listener.resume(other) by status page");
    }

    private static boolean connects(int port) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    @Test
    void theProxyDrainsAndTakesThatBack() throws Exception {
        try (Tunnels tunnels = new Tunnels();
                Socket client = tunnels.tunnel(port(0))) {
            assertThat(browser.act("/drain", Map.of("timeout", "5m")))
                    .contains("draining: 1 tunnels", "<form action=\"/cancel-drain\"")
                    .doesNotContain("<form action=\"/drain\"", "/pause", "/resume");
            assertThat(adit.attribute("Server", "State")).hasToString("DRAINING");
            Tunnels.assertOpen(client);
            assertThat(browser.act("/cancel-drain", Map.of())).contains("clients are accepted again");
            tunnels.assertServed(port(0), 1);
        }
        assertThat(log()).contains("Server.drain(5m) by status page", "Server.cancelDrain() by status page");
    }

    @Test
    void theConfigurationIsReloadedAndWhatIsWrongWithItIsTold() throws Exception {
        assertThat(browser.act("/reload", Map.of())).contains("generation 2 in force; nothing changed");
        Files.writeString(folder.resolve("adit.yaml"), "nonsense: {}");
        assertThat(browser.act("/reload", Map.of())).contains("refused; generation 2 stays", "nonsense");
        assertThat(browser.page()).as("told once").doesNotContain("nonsense");
        assertThat(log()).contains("Policy.reload() by status page: generation 2 in force");
    }

    @Test
    void whatCannotBeDoneIsToldAndWhateverIsSentIsShownAsText() {
        String markup = "\"><script>alert(1)</script>\u0000\r\nx";
        assertThat(browser.act("/close", Map.of("id", markup)))
                .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script");
        assertThat(browser.act("/pause", Map.of("listener", markup)))
                .contains("Refused: no listener has the name &quot;&quot;&gt;&lt;script")
                .doesNotContain("<script");
        for (String rate :
                new String[] {"", "-1", "1e3", "١", "0x10", "9999999999gb", "1 kb", "99999999999999999999"}) {
            assertThat(browser.act("/throttle", Map.of("id", "x", "rate", rate)))
                    .contains("Refused: bytes a second are needed, such as 100kb, or 0 for no rate");
        }
        for (String timeout : new String[] {"-1s", "8d", "soon", markup}) {
            assertThat(browser.act("/drain", Map.of("timeout", timeout)))
                    .contains("Refused: a duration from 0 to 7d is needed", "<strong class=\"running\">");
        }
        assertThat(browser.act("/cancel-drain", Map.of())).contains("Refused: ");
        assertThat(browser.act("/close", Map.of("id", "x"))).contains("No live tunnel has the id");
        assertThat(browser.act("/close", Map.of())).contains("Refused: the id of a tunnel is needed");
    }

    @Test
    void aBodyThatIsNoSmallFormIsRefused() {
        String form = "Content-Type: application/x-www-form-urlencoded\r\n" + Browser.OWN;
        assertThat(browser.send("/reload", form, "a=" + "x".repeat(5000)).status())
                .isEqualTo(413);
        assertThat(browser.send("/reload", form + "Transfer-Encoding: chunked\r\n", "")
                        .status())
                .isEqualTo(400);
        assertThat(adit.send("POST /reload HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n" + form
                                + "Transfer-Encoding: chunked\r\n\r\n1400\r\n" + "x".repeat(0x1400) + "\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(413);
        for (String type : new String[] {"", "text/plain", "multipart/form-data; boundary=x", "application/json"}) {
            String head = (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + Browser.OWN;
            assertThat(browser.send("/reload", head, "form=" + browser.formToken())
                            .status())
                    .isEqualTo(415);
        }
        for (String body : new String[] {"", "&&&", "=", "form", "form=%zz", "form=%", "%66orm=x"}) {
            assertThat(browser.send("/reload", form, body).status()).as(body).isEqualTo(403);
        }
        assertThat(browser.page()).contains("<dt>Policy generation</dt><dd>1</dd>");
    }

    @Test
    void onlyWhatActsIsPostedAndNothingElseThanPostsActs() {
        String proven = "?form=" + browser.formToken();
        for (String path : new String[] {"/", "/metrics", "/explain"}) {
            assertThat(browser.post(path, Map.of(), Browser.OWN).status()).isEqualTo(405);
        }
        for (String path : new String[] {"/close/", "/nowhere"}) {
            assertThat(browser.post(path, Map.of(), Browser.OWN).status()).isEqualTo(404);
        }
        String cookie = "Cookie: " + browser.cookie() + "\r\n";
        for (String path : new String[] {"/reload" + proven, "/close?id=x", "/pause", "/sign-out"}) {
            Answer read = adit.get(path, cookie);
            assertThat(read.status()).as(path).isEqualTo(405);
            assertThat(read.head()).contains("Allow: POST\r\n");
        }
        for (String method : new String[] {"PUT", "DELETE", "OPTIONS", "post", "POSTS"}) {
            assertThat(adit.send(method + " /reload" + proven + " HTTP/1.1\r\nHost: localhost:PORT\r\n" + cookie
                                    + Browser.OWN + "Connection: close\r\nContent-Length: 0\r\n\r\n")
                            .status())
                    .isEqualTo(405);
        }
        assertThat(browser.send("/reload" + proven, Browser.OWN, "").status())
                .as("a URL proves nothing")
                .isEqualTo(403);
    }

    @Test
    void aProgramShowsTheTokenWithEachRequest() throws Exception {
        assertThat(program("/reload", "Authorization: Bearer " + TOKEN + "\r\n", ""))
                .extracting(Answer::status)
                .isEqualTo(200);
        assertThat(program("/pause", "authorization: bearer " + TOKEN + "\r\n", "listener=other")
                        .body())
                .startsWith("Clients are refused on");
        assertThat(program("/resume", "Authorization: Bearer " + TOKEN + "\r\n", "listener=other")
                        .status())
                .isEqualTo(200);
        assertThat(program("/throttle", "Authorization: Bearer " + TOKEN + "\r\n", "id=x&rate=1.5"))
                .extracting(Answer::status, Answer::body)
                .containsExactly(400, "bytes a second are needed, such as 100kb, or 0 for no rate\n");
        Answer wrong = program("/reload", "Authorization: Bearer wrong\r\n", "");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.head()).containsIgnoringCase("WWW-Authenticate: Bearer");
        assertThat(program("/reload", "Authorization: Basic eDp5\r\n", "").status())
                .isEqualTo(400);
        assertThat(program("/sign-in", "Authorization: Bearer " + TOKEN + "\r\n", "")
                        .status())
                .isEqualTo(400);
        assertThat(program("/reload", "Authorization: Bearer " + TOKEN + "\r\nSec-Fetch-Site: cross-site\r\n", "")
                        .status())
                .isEqualTo(403);
        assertThat(log())
                .contains("Policy.reload() by status page", "Sign-in by status page refused: wrong token")
                .doesNotContain(TOKEN);
    }

    @Test
    void aProgramLearnsByTheStatusWhatItNamedWrongly() {
        String token = "Authorization: Bearer " + TOKEN + "\r\n";
        for (String unknown : new String[] {"/close id=x", "/throttle id=x&rate=1kb", "/pause listener=x"}) {
            String[] parts = unknown.split(" ", 2);
            assertThat(program(parts[0], token, parts[1]).status()).as(unknown).isEqualTo(404);
        }
        for (String path : new String[] {"/close", "/throttle", "/pause", "/resume"}) {
            for (String body : new String[] {"", "rate=1", "id=&listener=&rate=1", "id=%zz&listener=%zz&rate=1"}) {
                assertThat(program(path, token, body).status())
                        .as(path + " " + body)
                        .isEqualTo(400);
            }
        }
        assertThat(program("/close", token, "id=x").body()).startsWith("No live tunnel has the id \"x\".");
    }

    private Answer program(String path, String head, String body) {
        return adit.send("POST " + path + " HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n" + head
                + (body.isEmpty() ? "" : "Content-Type: application/x-www-form-urlencoded\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void topTargetsAreThoseOfSeveralClientsAndWhyThereAreNoneIsSaid() throws Exception {
        assertThat(browser.page()).contains("Not shown, as privacy.target is none.");
        adit.reload(CONFIGURATION + "privacy: {target: full}\n");
        assertThat(browser.page()).contains("None yet. A target is shown once 3 clients use it");
        try (Tunnels tunnels = new Tunnels();
                Socket one = tunnels.tunnel(port(0), "127.0.0.2");
                Socket two = tunnels.tunnel(port(0), "127.0.0.3")) {
            assertThat(browser.page()).contains("None yet.");
            Tunnels.assertOpen(tunnels.tunnel(port(1), "127.0.0.4"));
            Tunnels.assertOpen(one);
            Tunnels.assertOpen(two);
            String row = "<td class=\"number\">60 bytes</td><td class=\"number\">3</td><td class=\"number\">≥ 3</td>";
            assertThat(browser.page()).containsPattern("<tr><td>127\\.0\\.0\\.1:[0-9]+</td>" + row);
            adit.reload(CONFIGURATION + "privacy: {target: hashed}\n");
            assertThat(browser.page()).containsPattern("<tr><td>[0-9a-f]{16}</td>" + row);
        }
    }

    @Test
    void noFaceShowsTheToken() throws Exception {
        audit.close();
        try (Faces faces = Faces.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), adit.port))) {
            Answer guess = browser.signIn("mistyped-horse-battery");
            browser.signIn(TOKEN);
            String signedIn = browser.act("/reload", Map.of()) + guess.head() + guess.body();

            assertThat(signedIn).doesNotContain(TOKEN, "mistyped");
            Map<String, String> shown = faces.ended(folder);
            shown.forEach((face, text) -> assertThat(text).as(face).doesNotContain(TOKEN, "mistyped"));
            assertThat(shown.get("adit.log")).contains("Sign-in by status page: for 30 minutes");
        }
        Settings settings = adit.server.settings();
        assertThat(settings.toString()).doesNotContain(TOKEN).contains("token=Optional[***]");
        assertThat(settings.values().toString()).doesNotContain(TOKEN);
    }
}
