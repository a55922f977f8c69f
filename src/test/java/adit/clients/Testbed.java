package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import adit.app.Installation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Adit as its script starts it, an origin behind it, and clients in front. After each test every request must have
 * arrived as a proxy has to hand it on, and every account of the proxy must be even.
 */
final class Testbed implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    static final String USER = "alice";
    static final String PASSWORD = "open: sesame?";
    static final int LARGE = 100 << 20;

    private final Way way;

    private Path scratch;
    private Installation installation;
    private Certificates certificates;
    private Accounts accounts;
    private int port;

    Origin origin;

    private Testbed(Way way) {
        this.way = way;
    }

    /** How clients arrive. */
    private enum Way {
        PLAIN("mode: http", ""),
        SECURE("mode: https, tls: {certificate: localhost.pem, key: localhost.key}", ""),
        LOGIN("mode: http", "authentication: {htpasswd: users.htpasswd, realm: Adit}\n");

        private final String listener;
        private final String more;

        Way(String listener, String more) {
            this.listener = listener;
            this.more = more;
        }

        /** Names beyond this machine are refused, since a browser would call home. */
        String configuration() {
            return "listeners: [{name: main, address: \"127.0.0.1:0\", " + listener + "}]\n"
                    + "target_connection: {allowed_targets: \"^(localhost|127\\\\.0\\\\.0\\\\.1):[0-9]+$\"}\n"
                    + "policy:\n"
                    + "  allowed_ports: {connect: any, http: any}\n"
                    + "  allowed_addresses: [\"127.0.0.0/8\", \"::1/128\"]\n"
                    + more;
        }
    }

    /** Any client may come, without TLS. */
    static Testbed plain() {
        return new Testbed(Way.PLAIN);
    }

    /** Clients speak TLS to the proxy. */
    static Testbed secure() {
        return new Testbed(Way.SECURE);
    }

    /** {@link #USER} must give the {@link #PASSWORD}. */
    static Testbed login() {
        return new Testbed(Way.LOGIN);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        scratch = Files.createTempDirectory("adit-clients");
        certificates = new Certificates(scratch);
        origin = new Origin(scratch.resolve("files"), certificates);
        String hash = program("openssl", "passwd", "-6", PASSWORD).run().success();
        Files.writeString(scratch.resolve("users.htpasswd"), USER + ":" + hash);
        Path file = Files.writeString(scratch.resolve("adit.yaml"), way.configuration());
        installation = Installation.unpack(scratch);
        Installation.Result start =
                installation.tunnel("start", "--config", file.toString(), "--set", "limits.max_connections=1000");
        assertThat(start.code()).as(start.output()).isZero();
        port = start.port();
        accounts = Accounts.of(installation);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        origin.forget();
        accounts.mark();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        accounts.assertEven();
        origin.received().forEach(Origin.Received::assertCameThrough);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (accounts != null) {
            accounts.close();
        }
        if (installation != null) {
            Installation.Result stop = installation.tunnel("stop");
            assertThat(stop.code()).as(stop.output()).isZero();
            assertThat(installation.home.resolve("logs/adit.log")).content().doesNotContainPattern(" (WARN|ERROR) ");
        }
        if (origin != null) {
            origin.close();
        }
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The proxy as URL. */
    String proxy() {
        return way == Way.SECURE ? "https://localhost:" + port : "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** The certificate of the authority that both the origin and the proxy have theirs from. */
    String authority() {
        return certificates.authority.toString();
    }

    String certificate() {
        return certificates.certificate.toString();
    }

    String key() {
        return certificates.key.toString();
    }

    /** A program in the language of another client, from the resources of the tests. */
    String script(String name) throws URISyntaxException {
        return Path.of(Testbed.class.getResource(name).toURI()).toString();
    }

    Program program(String... command) {
        return new Program(scratch, command);
    }

    Path path(String name) {
        return scratch.resolve(name);
    }

    /** The records of the tunnels of this test, as the log shows them, when all have ended. */
    List<String> records() throws IOException {
        accounts.assertEven();
        return accounts.records();
    }

    /** A file of the origin with that many bytes, the same each time. */
    Path file(String name, int size) throws IOException {
        Path file = origin.files.resolve(name);
        if (!Files.exists(file)) {
            byte[] bytes = new byte[size];
            new SplittableRandom(size).nextBytes(bytes);
            Files.write(file, bytes);
        }
        return file;
    }
}
