package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProcessPortsTest {
    private final long pid = ProcessHandle.current().pid();

    @Test
    void aPortThatThisProcessListensAtIsItsOwnForAsLong() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        assertThat(ListeningSockets.portsOf(pid)).contains(socket.getLocalPort());

        socket.close();
        assertThat(ListeningSockets.portsOf(pid)).doesNotContain(socket.getLocalPort());
    }

    @Test
    void aPortOfIpv6IsFound() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, IpAddress.parse("::1").orElseThrow())) {
            assertThat(ListeningSockets.portsOf(pid)).contains(socket.getLocalPort());
        }
    }

    @Test
    void aThreadThatCameIsAReasonToReadThem() throws InterruptedException {
        AtomicInteger port = new AtomicInteger(1);
        ProcessPorts ports = new ProcessPorts(() -> Set.of(port.get()));
        CountDownLatch end = new CountDownLatch(1);
        ports.look();
        assertThat(ports.test(1)).isTrue();

        port.set(2);
        Thread thread = new Thread(() -> awaited(end));
        thread.start();
        ports.look();
        assertThat(ports.test(1)).isFalse();
        assertThat(ports.test(2)).isTrue();

        end.countDown();
        thread.join();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void thePortOfAnotherProcessIsNot() throws Exception {
        ProcessBuilder other = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Listening.class.getName());
        Process process = other.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var output = process.inputReader()) {
            int port = Integer.parseInt(output.readLine());
            assertThat(PortHolder.of(port)).contains("pid " + process.pid() + " (java)");
            assertThat(ListeningSockets.portsOf(pid)).doesNotContain(port);
            assertThat(ListeningSockets.portsOf(process.pid())).containsExactly(port);
            process.outputWriter().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Listens until its input ends. */
    static final class Listening {
        private Listening() {}

        public static void main(String[] args) throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.out.println(socket.getLocalPort());
                System.in.readAllBytes();
            }
        }
    }
}
