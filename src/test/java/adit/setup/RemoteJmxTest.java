package adit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, with what the setup makes, and a client in another process. */
class RemoteJmxTest {
    private static final Pattern PASSWORD = Pattern.compile("^  (monitor|control)  (\\S+) ", Pattern.MULTILINE);

    @TempDir
    private Path base;

    private int port;
    private String report;
    private Process server;

    @BeforeEach
    void serve() throws IOException {
        port = freePort();
        Path conf = Files.createDirectory(base.resolve("conf"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        assertThat(JmxSetup.execute(conf, out, out, "--port", String.valueOf(port)))
                .as(said.toString())
                .isZero();
        report = said.toString();
        Path ready = base.resolve("ready");
        Files.writeString(conf.resolve("adit.yaml"), block());
        server = java("-Dadit.base=" + base, "-Dadit.ready=" + ready, "-Dlog4j2.configurationFile=conf/log4j2.xml")
                .with("adit.app.Main", "run", "--bind", "127.0.0.1:0");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(ready) || !server.isAlive());
        assertThat(server.isAlive()).isTrue();
    }

    @AfterEach
    void end() throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor()).isZero();
    }

    @Test
    void whoHasNeitherPasswordNorRoleDoesNothing() throws Exception {
        Process client = java("-Djavax.net.ssl.trustStore=" + base.resolve("conf/jmx/truststore.p12"))
                .with(
                        Operator.class.getName(),
                        String.valueOf(port),
                        password("monitor"),
                        password("control"),
                        base.resolve("conf/jmx/htpasswd").toString());
        List<String> lines = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        String refused = "java.lang.SecurityException: ";
        String filtered = "java.io.InvalidClassException: filter status: REJECTED";
        assertThat(lines)
                .containsExactly(
                        "monitor reads: 0",
                        "monitor subscribes: done",
                        "monitor invokes: " + refused + "role monitor only reads",
                        "monitor sets: " + refused + "role monitor only reads",
                        "control invokes: generation 2 in force; nothing changed",
                        "control collects: null",
                        "control sets: done",
                        "control commands the JVM: " + refused + "only adit and java.lang are operated from afar",
                        "control makes: " + refused + "nobody makes, removes or loads anything from afar",
                        "control removes: " + refused + "nobody makes, removes or loads anything from afar",
                        "control sends a map: " + filtered,
                        "a wrong password: " + refused + "user or password is wrong",
                        "an unknown user: " + refused + "user or password is wrong",
                        "no password: " + refused + "user or password is wrong",
                        "a map for a password: " + filtered,
                        "another object: " + filtered,
                        "no object: put back",
                        "no TLS: java.rmi.ConnectIOException: non-JRMP server at remote endpoint",
                        "dismissed: " + refused + "the user has no role any more");
        assertThat(audit())
                .containsSubsequence(
                        "JMX login by monitor: role monitor",
                        "JMX adit:type=Policy reload() by monitor refused: role monitor only reads",
                        "JMX login by control: role control",
                        "Policy.reload() by control: generation 2 in force; nothing changed",
                        "JMX java.lang:type=Memory gc() by control: done",
                        "JMX adit:type=Policy unregisterMBean by control refused:"
                                + " nobody makes, removes or loads anything from afar",
                        "JMX login by control refused: user or password is wrong",
                        "JMX login by an unknown user refused: user or password is wrong");
        assertThat(base.resolve("logs/adit.log"))
                .content()
                .doesNotContain(password("monitor"), password("control"), "hunter2", "guess");
    }

    private List<String> audit() throws IOException {
        return Files.readAllLines(base.resolve("logs/adit.log")).stream()
                .filter(line -> line.contains(" a.audit - "))
                .map(line -> line.substring(line.indexOf(" - ") + 3))
                .toList();
    }

    private String block() {
        return report.substring(report.indexOf("\njmx:"), report.indexOf("\nTo connect"));
    }

    private String password(String user) {
        Matcher matcher = PASSWORD.matcher(report);
        return matcher.results()
                .filter(found -> found.group(1).equals(user))
                .findFirst()
                .orElseThrow()
                .group(2);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Command java(String... options) {
        return new Command(List.of(options));
    }

    /** A Java with the classes of this one. */
    private record Command(List<String> options) {
        Process with(String... mainAndArguments) throws IOException {
            List<String> words = new ArrayList<>();
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.addAll(options);
            words.addAll(List.of("-cp", System.getProperty("java.class.path")));
            words.addAll(List.of(mainAndArguments));
            return new ProcessBuilder(words).redirectErrorStream(true).start();
        }
    }
}
