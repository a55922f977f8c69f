package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.app.Installation.Result;
import adit.dns.NameServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** The program as it is installed, with a name server of the test's own. */
class NameServerIT {
    @TempDir
    Path scratch;

    @Test
    void aTargetIsFoundByTheConfiguredServerAndNoLogTellsItsName() throws Exception {
        Installation installation = Installation.unpack(scratch);
        try (NameServer server = new NameServer();
                ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            server.has("secret.example", Type.A, 60, "127.0.0.1");
            Path file = Files.writeString(
                    scratch.resolve("adit.yaml"), """
                    listeners: [{name: main, address: "127.0.0.1:0", mode: http}]
                    dns: {servers: ["127.0.0.1:%d"]}
                    policy: {allowed_ports: {connect: any}, allowed_addresses: ["127.0.0.0/8"]}
                    """.formatted(server.address().getPort()));
            Result start = installation.tunnel("start", "--config", file.toString());
            try {
                assertThat(start.code()).as(start.output()).isZero();
                assertThat(statusOf(start.port(), "secret.example:" + target.getLocalPort()))
                        .isEqualTo("200");
                assertThat(statusOf(start.port(), "secret.example:" + target.getLocalPort()))
                        .isEqualTo("200");
                assertThat(statusOf(start.port(), "no-secret.example:443")).isEqualTo("502");
            } finally {
                assertThat(installation.tunnel("stop").code()).isZero();
            }
            assertThat(server.questions()).containsOnlyOnce("secret.example A", "secret.example AAAA");
        }
        try (Stream<Path> logs = Files.list(installation.home.resolve("logs"))) {
            assertThat(logs)
                    .isNotEmpty()
                    .allSatisfy(log -> assertThat(log).content().doesNotContain("secret"));
        }
    }

    private static String statusOf(int port, String authority) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return answer.substring("HTTP/1.1 ".length());
        }
    }
}
