package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.app.Administered.Answer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served at the admin address, and to whom. */
class AdminAddressTest {
    private static final String LISTENERS = """
            listeners: [{name: main, address: '127.0.0.1:0'}, {name: other, address: '127.0.0.1:0'}]
            policy: {allowed_ports: {connect: any}, allowed_addresses: ['127.0.0.0/8']}
            """;
    private static final String CONFIGURATION = LISTENERS + "admin: {address: '127.0.0.1:0'}\n";

    @TempDir
    private static Path folder;

    private static Administered adit;

    @BeforeAll
    static void open() throws Exception {
        adit = new Administered(folder, CONFIGURATION);
    }

    @AfterAll
    static void close() throws Exception {
        adit.close();
    }

    @Test
    void aTunnelToItIsALoopFromTheFirstMomentOn() throws Exception {
        try (Tunnels tunnels = new Tunnels();
                Socket client = tunnels.client(adit.server.addresses().get(0).getPort())) {
            String target = "127.0.0.1:" + adit.port;
            Tunnels.send(client, "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("loop_detected");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT", "127.1.2.3:PORT", "[::1]:PORT"})
    void whoNamesLoopbackIsAnswered(String host) {
        assertThat(adit.send(request("GET", "/healthz", host)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:PORT",
                "localhost",
                "localhost:80",
                "localhost:",
                "localhost:0PORT",
                "localhost.evil.example:PORT",
                "127.0.0.1.evil.example:PORT",
                "127.1:PORT",
                "2130706433:PORT",
                "192.0.2.1:PORT",
                "[::2]:PORT",
                "[evil]:PORT",
                "user@localhost:PORT",
                ":PORT",
                ""
            })
    void aNameThatOnlyLeadsHereIsMisdirected(String host) {
        assertThat(adit.send(request("GET", "/metrics", host)).status()).isEqualTo(421);
    }

    @Test
    void whatNamesTheServerInAnotherWayIsRefused() {
        assertThat(adit.send("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(adit.get("/healthz", "Host: localhost:PORT\r\n").status()).isEqualTo(400);
        assertThat(adit.get("http://evil.example/healthz").status()).isEqualTo(400);
        assertThat(adit.get("//evil.example/healthz").status()).isEqualTo(400);
        assertThat(adit.send("GET /healthz HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
    }

    @Test
    void aBrowserThatAnotherSiteSendsIsRefused() {
        assertThat(adit.get("/metrics", "Sec-Fetch-Site: cross-site\r\n").status())
                .isEqualTo(403);
        assertThat(adit.get("/metrics", "Sec-Fetch-Site: same-site\r\n").status())
                .isEqualTo(403);
        assertThat(adit.get("/metrics", "Sec-Fetch-Site: none\r\n").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
    void itIsOnlyRead(String method) {
        Answer answer = adit.send(request(method, "/metrics", "localhost:PORT"));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.head()).contains("Allow: GET, HEAD");
    }

    @Test
    void everyAnswerSaysThatNothingIsKeptFramedOrGuessed() {
        for (String path :
                new String[] {"/metrics", "/healthz", "/readyz", "/proxy.pac", "/", "/explain", "/nowhere"}) {
            assertThat(adit.get(path).head())
                    .containsIgnoringCase("Cache-Control: no-store")
                    .containsIgnoringCase(
                            "Content-Security-Policy: default-src 'none'; style-src 'self'; form-action 'self';")
                    .containsIgnoringCase("Cross-Origin-Resource-Policy: same-origin")
                    .containsIgnoringCase("Referrer-Policy: same-origin")
                    .containsIgnoringCase("X-Content-Type-Options: nosniff");
        }
    }

    @Test
    void aHeadHasTheFieldsOfAGetAndNoContent() {
        for (String path : new String[] {"/metrics", "/healthz", "/proxy.pac", "/nowhere"}) {
            Answer head = adit.send(request("HEAD", path, "localhost:PORT"));

            assertThat(head.status()).isEqualTo(adit.get(path).status());
            assertThat(head.head()).containsIgnoringCase("Content-Length: ");
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void itIsReadyWhileEveryListenerAcceptsClients() throws Exception {
        assertThat(adit.get("/healthz"))
                .extracting(Answer::status, Answer::body)
                .containsExactly(200, "ok\n");
        assertThat(adit.get("/readyz")).extracting(Answer::status, Answer::body).containsExactly(200, "ready\n");

        adit.invoke("Listener,name=\"other\"", "pause");
        assertThat(adit.get("/readyz"))
                .extracting(Answer::status, Answer::body)
                .containsExactly(503, "listeners that are paused: other\n");
        assertThat(adit.get("/healthz").status()).isEqualTo(200);

        adit.invoke("Listener,name=\"other\"", "resume");
        assertThat(adit.get("/readyz").status()).isEqualTo(200);
    }

    @Test
    void browsersAreToldOfTheListenersThatAcceptThem() throws Exception {
        String first = "PROXY 127.0.0.1:" + adit.server.addresses().get(0).getPort();
        String second = "PROXY 127.0.0.1:" + adit.server.addresses().get(1).getPort();
        Answer answer = adit.get("/proxy.pac");
        assertThat(answer.head()).containsIgnoringCase("Content-Type: application/x-ns-proxy-autoconfig");
        assertThat(answer.body()).contains("return \"" + first + "; " + second + "\";");
        assertThat(adit.get("/wpad.dat").status()).isEqualTo(404);

        adit.invoke("Listener,name=\"main\"", "pause");
        assertThat(adit.get("/proxy.pac").body()).contains("return \"" + second + "\";");
        adit.invoke("Listener,name=\"other\"", "pause");
        assertThat(adit.get("/proxy.pac").status()).isEqualTo(503);
        adit.invoke("Listener,name=\"main\"", "resume");
        adit.invoke("Listener,name=\"other\"", "resume");

        adit.reload(LISTENERS + "admin: {address: '127.0.0.1:0', pac: {host: proxy.example, wpad: true}}\n");
        assertThat(adit.get("/wpad.dat").body())
                .contains("PROXY proxy.example:")
                .isEqualTo(adit.get("/proxy.pac").body());
        adit.reload(CONFIGURATION);
    }

    @Test
    void theStatusPageShowsTheProxyWithoutAScriptOrAnythingFromElsewhere() {
        Answer page = adit.get("/");

        assertThat(page.head())
                .containsIgnoringCase("Content-Type: text/html; charset=utf-8")
                .doesNotContain("Refresh:");
        assertThat(page.body())
                .contains("<h2>Throughput</h2>", "<polygon ", "<h2>Outcomes</h2>", "<dt>Policy generation</dt>")
                .contains("<h2>Live tunnels</h2>", "<form action=\"/explain\"", "<td>other</td>")
                .doesNotContain("<script", " style=", "://", "src=");
        assertThat(adit.get("/style.css").head()).containsIgnoringCase("Content-Type: text/css");
        assertThat(adit.get("/?refresh").head()).containsIgnoringCase("Refresh: 5");
    }

    @Test
    void aPolicyIsExplainedAndWhateverIsAskedIsShownAsText() {
        assertThat(adit.get("/explain?target=127.0.0.1%3A443&client=&user=").body())
                .contains("value=\"127.0.0.1:443\"", "<pre>listener: main\n", "verdict: allowed");
        assertThat(adit.get("/explain?target=%22%3E%3Cscript%3E&user=%26%27%00").body())
                .contains(
                        "value=\"&quot;&gt;&lt;script&gt;\"",
                        "value=\"&amp;&#39;\\u0000\"",
                        "<pre>the target is neither")
                .doesNotContain("<script");
        assertThat(adit.get("/explain?target=%zz").status()).isEqualTo(400);
        assertThat(adit.get("/explain?target=%ff&client").body())
                .contains("\ufffd")
                .contains("<pre>");
        assertThat(adit.get("/explain").body()).doesNotContain("<pre>");
    }

    @ParameterizedTest
    @CsvSource({
        "/, 405",
        "/sign-in, 405",
        "/sign-out, 404",
        "/close, 404",
        "/throttle, 404",
        "/drain, 404",
        "/reload, 404"
    })
    void withoutATokenNobodyActs(String path, int status) {
        Answer answer = adit.send("POST " + path + " HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n"
                + "Origin: http://localhost:PORT\r\nAuthorization: Bearer x\r\nContent-Length: 9\r\n\r\ntoken=abc");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(adit.get("/").body()).doesNotContain("method=\"post\"");
        assertThat(adit.get("/sign-in").status()).isEqualTo(404);
    }

    private static String request(String method, String path, String host) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }
}
