package adit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class DnsCheckTest {

    @Test
    void aServerThatAnswersIsWellAndASilentOneIsNot() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            assertThat(DnsCheck.problem(address, Duration.ofMillis(20))).contains("does not answer within 20 ms");
            FutureTask<Void> answering = new FutureTask<>(() -> {
                // The first question is still there.
                for (int i = 0; i < 2; i++) {
                    DatagramPacket question = new DatagramPacket(new byte[512], 512);
                    server.receive(question);
                    server.send(question);
                }
                return null;
            });
            new Thread(answering).start();
            assertThat(DnsCheck.problem(address, Duration.ofSeconds(10))).isEmpty();
            answering.get();
        }
    }

    @Test
    void aPortThatNobodyListensOnIsToldAtOnce() throws Exception {
        InetSocketAddress closed;
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) server.getLocalSocketAddress();
        }
        assertThat(DnsCheck.problem(closed, Duration.ofSeconds(10)))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("cannot be reached"));
    }
}
