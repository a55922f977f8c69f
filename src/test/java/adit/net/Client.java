package adit.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of the proxy on a real socket. */
final class Client implements AutoCloseable {
    private final Socket socket;

    Client(InetSocketAddress proxy) throws IOException {
        socket = new Socket();
        socket.connect(proxy, 10_000);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
    }

    static String request(String authority) {
        return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
    }

    /** Asks for a tunnel and returns the status line; whatever follows the head is left to be read. */
    String connect(String authority) throws IOException {
        send(request(authority));
        return head().lines().findFirst().orElse("");
    }

    Client send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Client send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Everything up to the empty line, and no byte more. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String end = "\r\n\r\n";
        int matched = 0;
        while (matched < end.length()) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                break;
            }
            head.write(b);
            matched = b == end.charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    String read(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** All that comes until the other side ends. */
    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the connection, in order if all has been read. */
    void leave() throws IOException {
        socket.close();
    }

    void reset() throws IOException {
        reset(socket);
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
