package adit.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Takes one connection, agrees to leave HTTP for the protocol "echo" (RFC 9110, 7.8), and sends back what comes. */
final class EchoOrigin implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    EchoOrigin() throws IOException {
        new Thread(this::serve, "echo origin").start();
    }

    String url() {
        return "http://localhost:" + listener.getLocalPort() + "/";
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            InputStream input = socket.getInputStream();
            OutputStream output = socket.getOutputStream();
            readHead(input);
            output.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            input.transferTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readHead(InputStream input) throws IOException {
        int newLines = 0;
        while (newLines < 2) {
            int b = input.read();
            if (b < 0) {
                throw new IOException("the request is cut short");
            }
            newLines = b == '\n' ? newLines + 1 : b == '\r' ? newLines : 0;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
