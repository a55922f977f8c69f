package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A target that echoes, and clients that open tunnels to it through a proxy on this machine. */
final class Tunnels implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket target = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final AtomicInteger clients = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Tunnels() throws IOException {
        daemon(() -> {
            while (!target.isClosed()) {
                Socket socket = target.accept();
                open.add(socket);
                daemon(() -> echo(socket));
            }
        });
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // The other end has left, or the test has ended.
                        Thread.currentThread().interrupt();
                    }
                },
                "tunnels");
        thread.setDaemon(true);
        thread.start();
    }

    private static void echo(Socket socket) throws IOException {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        }
    }

    /** A client that has said nothing yet; each comes from another address than the two before. */
    Socket client(int proxy) throws IOException {
        InetAddress from = InetAddress.getByName("127.0.0." + (1 + clients.getAndIncrement() % 3));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy, from, 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        open.add(socket);
        return socket;
    }

    /** A client whose tunnel is open. */
    Socket tunnel(int proxy) throws IOException {
        return tunnel(client(proxy));
    }

    /** As the other, from an address of this machine. */
    Socket tunnel(int proxy, String from) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy, InetAddress.getByName(from), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        open.add(socket);
        return tunnel(socket);
    }

    private Socket tunnel(Socket client) throws IOException {
        String authority = "127.0.0.1:" + target.getLocalPort();
        send(client, "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
        assertThat(head(client)).startsWith("HTTP/1.1 200 ");
        return client;
    }

    static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = client.getInputStream().read();
            if (b < 0) {
                break;
            }
            head.append((char) b);
        }
        return head.toString();
    }

    /** The tunnel carries bytes both ways. */
    static void assertOpen(Socket client) throws IOException {
        send(client, "still here");
        assertThat(client.getInputStream().readNBytes(10)).asString().isEqualTo("still here");
    }

    /** One tunnel after the other opens, carries bytes and ends. */
    void assertServed(int proxy, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (Socket client = tunnel(proxy)) {
                assertOpen(client);
                client.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    /** The other end has gone, in order or by a reset. */
    static void assertEnded(Socket client) throws IOException {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Override
    public void close() throws IOException {
        target.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
