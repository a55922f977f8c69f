package adit.soak;

import adit.soak.Visitor.Entrance;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The real program, started and stopped by its script, in a directory of its own. */
final class Instance implements AutoCloseable {
    private static final String GARBAGE = "%&$ listeners: [\u0001 garbage {{{";

    private final Path script;
    private final Path base;
    private final Path keys;
    private final int plainPort = freePort();
    private final int securePort = freePort();
    private Gauge gauge;

    private Instance(Path script, Path base, Path keys) throws Exception {
        this.script = script;
        this.base = base;
        this.keys = keys;
        tunnel("stop");
        writeConfiguration(30);
        if (tunnel("start") != 0) {
            throw new IOException("the program did not start: see " + base);
        }
        gauge = gaugeOfNow();
    }

    /** Chosen beforehand, as they have to stay the same in an upgrade. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Gauge gaugeOfNow() throws Exception {
        return Gauge.of(pid());
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(base.resolve("run/adit.pid")).split(" ", 2)[0]);
    }

    /** What it has used of the processors so far. */
    Duration cpu() throws IOException {
        return ProcessHandle.of(pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    /** Has another process take over. */
    void upgrade() throws Exception {
        if (tunnel("upgrade") != 0) {
            throw new IOException("the upgrade failed: see script.log in " + base);
        }
        gauge.close();
        gauge = gaugeOfNow();
    }

    /**
     * Starts it.
     *
     * @param script {@code tunnel.sh}
     * @param base its directory, which must exist
     * @param keys the directory of a key store, {@code ec.p12}, and its {@code password}
     */
    static Instance start(Path script, Path base, Path keys) throws Exception {
        return new Instance(script, base, keys);
    }

    private void writeConfiguration(int drain) throws IOException {
        Files.createDirectories(base.resolve("conf"));
        Files.writeString(configuration(), """
                listeners:
                  - {name: plain, address: "127.0.0.1:%d", mode: http}
                  - {name: secure, address: "127.0.0.1:%d", mode: https, tls: {keystore: "%s", password_file: "%s"}}
                client_connection: {initiation_timeout: 10s}
                policy: {allowed_ports: {connect: any, http: any}, allowed_addresses: ["127.0.0.0/8"]}
                http: {origin_idle_timeout: 1s}
                limits: {max_connections_per_client: 0}
                shutdown: {drain_timeout: %ds}
                """.formatted(
                        plainPort, securePort, keys.resolve("ec.p12"), keys.resolve("password"), drain));
    }

    private Path configuration() {
        return base.resolve("conf/adit.yaml");
    }

    private int tunnel(String verb) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(script.toString(), verb);
        builder.environment().put("ADIT_BASE", base.toString());
        // No rehearsal for a class archive beside what is measured.
        builder.environment().merge("JAVA_OPTS", "-Xshare:auto", (given, own) -> given + " " + own);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        base.resolve("script.log").toFile()));
        return builder.start().onExit().join().exitValue();
    }

    /** Has a changed configuration read, and every second time one that is garbage, which must change nothing. */
    void reload(int time) throws IOException {
        if (time % 2 == 0) {
            writeConfiguration(30 + time);
        } else {
            Files.writeString(configuration(), GARBAGE);
        }
        int code = tunnel("reload");
        if (code != (time % 2 == 0 ? 0 : 6)) {
            throw new IOException("reload " + time + " ended with " + code);
        }
    }

    Gauge gauge() {
        return gauge;
    }

    List<Entrance> entrances() throws Exception {
        List<Entrance> entrances = new ArrayList<>();
        for (String listener : gauge.listeners()) {
            String[] words = listener.split(" ", 4);
            int port = Integer.parseInt(words[2].substring(words[2].lastIndexOf(':') + 1));
            Optional<SSLContext> tls = words[1].equals("https") ? Optional.of(trust()) : Optional.empty();
            entrances.add(new Entrance(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), tls));
        }
        return entrances;
    }

    private SSLContext trust() throws GeneralSecurityException, IOException {
        char[] password = Files.readString(keys.resolve("password"))
                .strip()
                .lines()
                .findFirst()
                .orElseThrow()
                .toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve("ec.p12"))) {
            store.load(in, password);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String alias : Collections.list(store.aliases())) {
            trusted.setCertificateEntry(alias, store.getCertificate(alias));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** The lines of its log that tell of faults. */
    List<String> faults() throws IOException {
        try (Stream<String> lines = Files.lines(base.resolve("logs/adit.log"))) {
            return lines.filter(line -> line.contains(" ERROR ") || line.contains(" FATAL "))
                    .limit(20)
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        gauge.close();
        if (tunnel("stop") != 0) {
            throw new IOException("the program did not stop: see " + base);
        }
    }
}
