package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortHolderTest {
    @Test
    void theProcessThatListensIsFound() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.of(socket.getLocalPort()))
                    .contains("pid " + ProcessHandle.current().pid() + " (java)");
        }
    }

    @Test
    void aFreePortHasNoHolder() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket.close();
        assertThat(PortHolder.of(socket.getLocalPort())).isEmpty();
    }
}
