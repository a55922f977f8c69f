package adit.soak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client of the proxy on a real socket. */
public final class Visitor implements AutoCloseable {
    /** How long anything may take that has to happen. */
    static final int PATIENCE_MILLIS = 30_000;

    private final Socket carrier;
    private final Socket socket;
    private final InputStream in;

    /** A listener of the proxy, and how its clients speak TLS, if they do. */
    public record Entrance(InetSocketAddress address, Optional<SSLContext> tls) {}

    private Visitor(Socket carrier, Socket socket) throws IOException {
        this.carrier = carrier;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static Visitor at(Entrance entrance) throws IOException {
        Socket carrier = carrier(entrance);
        try {
            return new Visitor(carrier, entrance.tls().isPresent() ? secured(carrier, entrance) : carrier);
        } catch (IOException e) {
            carrier.close();
            throw e;
        }
    }

    /** One that speaks no TLS, whatever the listener does. */
    static Visitor inTheClear(Entrance entrance) throws IOException {
        Socket carrier = carrier(entrance);
        return new Visitor(carrier, carrier);
    }

    /** As {@link #inTheClear}, from that address of this machine. */
    static Visitor from(InetAddress address, Entrance entrance) throws IOException {
        Socket carrier = new Socket();
        carrier.bind(new InetSocketAddress(address, 0));
        connect(carrier, entrance);
        return new Visitor(carrier, carrier);
    }

    private static Socket carrier(Entrance entrance) throws IOException {
        Socket socket = new Socket();
        connect(socket, entrance);
        return socket;
    }

    private static void connect(Socket socket, Entrance entrance) throws IOException {
        socket.connect(entrance.address(), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    private static Socket secured(Socket carrier, Entrance entrance) throws IOException {
        SSLSocket socket =
                (SSLSocket) entrance.tls().orElseThrow().getSocketFactory().createSocket(carrier, "localhost", 0, true);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        socket.startHandshake();
        return socket;
    }

    static String request(String authority) {
        return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
    }

    Visitor send(String text) throws IOException {
        out().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The status of the next response, whose head is read. */
    int status() throws IOException {
        return status(HttpOrigin.head(in));
    }

    static int status(String head) throws IOException {
        if (!head.startsWith("HTTP/1.1 ")) {
            throw new IOException("no response, but '" + head + "'");
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    InputStream in() {
        return in;
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

    /** The connection ends, and under TLS without a word. */
    void hangUp() throws IOException {
        carrier.close();
    }

    void reset() throws IOException {
        reset(carrier);
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
