package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.time.WallClock;
import adit.tls.Certificates;
import adit.tls.Credential;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener of mode https from its configuration to its clients. */
class HttpsListenerTest {
    private static final String CONFIGURATION = """
            listeners:
              - {name: secure, address: "127.0.0.1:0", mode: https, tls: {certificate: server.pem, key: server.key}}
            policy:
              allowed_ports: {connect: any}
              allowed_addresses: ["127.0.0.0/8"]
            """;

    @TempDir
    Path folder;

    private ProxyServer proxy;

    @BeforeEach
    void open() throws Exception {
        serve("ec");
        Path file = configure(CONFIGURATION);
        ConfigurationLoader loader = new ConfigurationLoader(Optional.of(file), Map.of(), Map.of());
        proxy = new ProxyServer(
                new LiveSettings(loader, WallClock.SYSTEM), new ProcessPorts(Set::of), Succession.none());
    }

    @AfterEach
    void close() {
        proxy.stop(Duration.ZERO, new CompletableFuture<>());
    }

    private Path configure(String content) throws IOException {
        return Files.writeString(folder.resolve("adit.yaml"), content);
    }

    private void serve(String name) throws IOException {
        copy(name + ".pem", "server.pem");
        copy(name + "-pkcs8.key", "server.key");
    }

    private void copy(String resource, String file) throws IOException {
        try (InputStream in = resource(resource)) {
            Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static InputStream resource(String name) {
        return HttpsListenerTest.class.getResourceAsStream("/adit/tls/" + name);
    }

    @Test
    void aClientReachesItsTargetOverTls() throws Exception {
        try (ServerSocket target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SSLSocket client = client()) {
            String authority = "127.0.0.1:" + target.getLocalPort();
            client.getOutputStream()
                    .write(("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\nhello")
                            .getBytes(StandardCharsets.US_ASCII));
            try (Socket server = target.accept()) {
                assertThat(server.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
            }
            BufferedReader reply =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(reply.readLine()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aReloadChangesTheCertificateOfLaterClients() throws Exception {
        try (SSLSocket before = client()) {
            assertThat(nameOf(before)).isEqualTo("CN=ec.example");
            serve("rsa");
            proxy.reload();
            try (SSLSocket after = client()) {
                assertThat(nameOf(after)).isEqualTo("CN=rsa.example");
            }
            before.getOutputStream().write("still there?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader reply =
                    new BufferedReader(new InputStreamReader(before.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(reply.readLine()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aReloadNotifiesOfACertificateThatHasExpired() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        List<String> told = new CopyOnWriteArrayList<>();
        beans.addNotificationListener(
                new ObjectName("adit:type=Listener,name=\"secure\""),
                (notification, handback) -> told.add(notification.getMessage()),
                null,
                null);
        Credential expired =
                Certificates.authority("servers").serverUntil(Instant.parse("2021-01-01T00:00:00Z"), "old.example");
        Files.writeString(folder.resolve("server.pem"), Certificates.pem(expired.certificate()));
        Files.writeString(folder.resolve("server.key"), Certificates.pem(expired.key()));
        proxy.reload();
        assertThat(told).contains("the certificate for 'CN=old.example' expired at 2021-01-01T00:00:00Z");
    }

    @Test
    void aClientIsWhomItsCertificateNames() throws Exception {
        Certificates authority = Certificates.authority("clients");
        Files.writeString(folder.resolve("clients.pem"), Certificates.pem(authority.certificate()));
        configure(CONFIGURATION.replace("server.key", "server.key, client_certificate: require, client_ca: clients.pem")
                + "  rules: [{id: alice, action: allow, users: [alice]}, {id: others, action: deny}]\n");
        assertThat(proxy.reload().succeeded()).isTrue();
        try (ServerSocket target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SSLSocket alice = client(ownKey(authority.client("CN=alice")));
                SSLSocket bob = client(ownKey(authority.client("CN=bob")))) {
            assertThat(connect(alice, target)).startsWith("HTTP/1.1 200 ");
            assertThat(connect(bob, target)).startsWith("HTTP/1.1 403 ");
        }
    }

    private static String connect(SSLSocket client, ServerSocket target) throws IOException {
        String authority = "127.0.0.1:" + target.getLocalPort();
        client.getOutputStream()
                .write(("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    private static KeyManager[] ownKey(Credential credential) throws Exception {
        char[] password = "test".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Certificates.pkcs12("test", credential)), password);
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(store, password);
        return own.getKeyManagers();
    }

    private static String nameOf(SSLSocket client) throws IOException {
        X509Certificate certificate = (X509Certificate) client.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    private SSLSocket client() throws Exception {
        return client(new KeyManager[0]);
    }

    private SSLSocket client(KeyManager[] own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String name : new String[] {"ec", "rsa"}) {
            try (InputStream in = resource(name + ".pem")) {
                trusted.setCertificateEntry(
                        name, CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trust.getTrustManagers(), null);
        InetSocketAddress address = proxy.addresses().get(0);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }
}
