package adit.net;

import adit.http.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;

/** A client of the proxy on a real socket. */
final class Client implements AutoCloseable {
    private final Socket socket;

    /** What carries the bytes: the socket itself, or the one under its TLS. */
    private final Socket carrier;

    Client(InetSocketAddress proxy) throws IOException {
        this(connected(new Socket(), proxy));
    }

    private Client(Socket carrier) {
        this(carrier, carrier);
    }

    private Client(Socket socket, Socket carrier) {
        this.socket = socket;
        this.carrier = carrier;
    }

    private static Socket connected(Socket socket, InetSocketAddress proxy) throws IOException {
        socket.connect(proxy, 10_000);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** A client that has secured its connection. */
    static Client overTls(InetSocketAddress proxy, String... protocols) throws IOException {
        Socket carrier = connected(new Socket(), proxy);
        SSLSocket secured = TestTls.over(carrier, protocols);
        secured.startHandshake();
        return new Client(secured, carrier);
    }

    /** One that comes from an address of its own. */
    static Client from(String address, InetSocketAddress proxy) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(IpAddress.parse(address).orElseThrow(), 0));
        return new Client(connected(socket, proxy));
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

    /** Whether so many bytes can be sent in that time; where they cannot, the rest of them waits until the close. */
    boolean sendsWithin(byte[] bytes, long millis) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Thread sender = new Thread(() -> {
            try {
                send(bytes);
                sent.complete(null);
            } catch (IOException e) {
                sent.completeExceptionally(e);
            }
        });
        sender.setDaemon(true);
        sender.start();
        try {
            sent.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
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

    Socket carrier() {
        return carrier;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the connection, in order if all has been read. */
    void leave() throws IOException {
        socket.close();
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
