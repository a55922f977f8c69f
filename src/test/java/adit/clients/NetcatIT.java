package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OpenBSD's netcat, which asks for tunnels in HTTP/1.0 and sends no field. */
class NetcatIT {
    @RegisterExtension
    static final Testbed bed = Testbed.plain();

    @Test
    void aRequestIsSentThroughATunnel() throws Exception {
        String[] target = bed.origin.authority().split(":", 2);
        String answer = bed.program(
                        "nc.openbsd", "-X", "connect", "-x", "127.0.0.1:" + bed.port(), target[0], target[1])
                .input("GET " + Origin.TUNNELLED + " HTTP/1.1\r\nHost: " + bed.origin.authority()
                        + "\r\nConnection: close\r\n\r\n")
                .run()
                .success();
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n" + Origin.HELLO);
    }

    @Test
    void aRefusalIsUnderstood() throws Exception {
        Program.Result result = bed.program("nc.openbsd", "-X", "connect", "-x", "127.0.0.1:" + bed.port())
                .and("example.com", "80")
                .run();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errors()).contains("Proxy error: \"HTTP/1.1 403");
    }
}
