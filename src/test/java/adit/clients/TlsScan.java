package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What testssl.sh finds on the TLS port, beside what it finds on nginx with the same certificate and no settings of its
 * own. It takes minutes, so it runs only when it is asked for by name: {@code mvn verify -Dit.test=TlsScan}.
 */
class TlsScan {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** From good to bad. WARN is a check that could not be made, as when a client leaves before its ticket comes. */
    private static final List<String> SEVERITIES =
            List.of("OK", "DEBUG", "INFO", "WARN", "LOW", "MEDIUM", "HIGH", "CRITICAL", "FATAL");

    private static final int HARMLESS = SEVERITIES.indexOf("WARN");
    private static final Pattern FINDING =
            Pattern.compile("\"id\" *: \"([^\"]+)\"[^}]*?\"severity\" *: \"([A-Z]+)\"", Pattern.DOTALL);

    @RegisterExtension
    static final Testbed bed = Testbed.secure();

    @Test
    void nothingWorseIsFoundThanOnNginx() throws Exception {
        int port = freePort();
        Process nginx = startNginx(port);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Map<String, Integer>> others = executor.submit(() -> scan("nginx", port));
            Map<String, Integer> ours = scan("adit", bed.port());
            Map<String, Integer> theirs = others.get();
            assertThat(ours).as("findings, to the last").containsKeys("TLS1_3", "scanTime");
            Map<String, Integer> worse = ours.entrySet().stream()
                    .filter(one -> one.getValue() > Math.max(HARMLESS, theirs.getOrDefault(one.getKey(), 0)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(worse)
                    .as("ids and severities, as numbered in %s", SEVERITIES)
                    .isEmpty();
        } finally {
            executor.shutdownNow();
            nginx.destroy();
            nginx.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process startNginx(int port) throws IOException {
        Path configuration = Files.writeString(
                bed.path("nginx.conf"),
                "daemon off; pid nginx.pid; error_log stderr; events {}\n"
                        + "http { access_log off; server { listen 127.0.0.1:" + port + " ssl;\n"
                        + "ssl_certificate " + bed.certificate() + "; ssl_certificate_key " + bed.key() + ";\n"
                        + "location / { return 403; } } }\n");
        return bed.program("nginx", "-e", "stderr", "-p", bed.path("").toString(), "-c", configuration.toString())
                .start();
    }

    /** The severity of each finding, as index. */
    private static Map<String, Integer> scan(String name, int port) throws IOException, InterruptedException {
        Path findings = bed.path(name + ".json");
        bed.program("testssl", "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none")
                .and("--jsonfile", findings.toString(), "127.0.0.1:" + port)
                .patience(PATIENCE)
                .run();
        Map<String, Integer> severities = new TreeMap<>();
        FINDING.matcher(Files.readString(findings))
                .results()
                .forEach(found -> severities.merge(found.group(1), SEVERITIES.indexOf(found.group(2)), Math::max));
        return severities;
    }
}
