package adit.net;

import adit.http.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A target on a real socket that behaves as its script says, good or bad. */
final class Peer implements AutoCloseable {
    /** What it does with each connection. */
    enum Script {
        /** Sends back all it gets, and ends its side when the other ends. */
        ECHO,
        /** Leaves the connection to the test, which takes it by {@link Peer#accepted()}. */
        MANUAL,
        /** Resets at once. */
        RESET,
        /** Closes at once, in order. */
        CLOSE,
        /** Reads nothing and says nothing. */
        DEAF,
        /** Sends as long as it can, reads nothing. */
        FLOOD,
        /** Sends {@link #GREETING}, then echoes: a server that speaks first. */
        GREET,
        /** Listens, but its queue is full and no connection is completed. */
        BLACK_HOLE,
        /** Does not listen at all. */
        ABSENT
    }

    static final byte[] GREETING = "220 ready\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Script script;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    private Peer(Script script, ServerSocket listener) {
        this.script = script;
        this.listener = listener;
    }

    static Peer that(Script script) throws IOException {
        return on(IpAddress.parse("127.0.0.1").orElseThrow(), script);
    }

    static Peer on(InetAddress address, Script script) throws IOException {
        return on(address, 0, script);
    }

    static Peer on(InetAddress address, int port, Script script) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(new InetSocketAddress(address, port), script == Script.BLACK_HOLE ? 1 : 500);
        Peer peer = new Peer(script, listener);
        switch (script) {
            case ABSENT -> listener.close();
            case BLACK_HOLE -> peer.fillQueue();
            default -> peer.daemon("peer", peer::acceptAll);
        }
        return peer;
    }

    int port() {
        return script == Script.ABSENT ? ((InetSocketAddress) listenerAddress()).getPort() : listener.getLocalPort();
    }

    private java.net.SocketAddress listenerAddress() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    String authority() {
        String host = listener.getInetAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** The next connection of a {@link Script#MANUAL} peer. */
    Socket accepted() throws IOException {
        try {
            Socket socket = accepted.poll(10, TimeUnit.SECONDS);
            if (socket == null) {
                throw new IOException("nobody connected");
            }
            socket.setSoTimeout(10_000);
            return socket;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Whether anybody ever connected. */
    boolean wasReached() {
        return !accepted.isEmpty();
    }

    /** How many connections came of which no test took the socket. */
    int connections() {
        return accepted.size();
    }

    private void fillQueue() throws IOException {
        for (int i = 0; i < 4; i++) {
            Socket filler = new Socket();
            open.add(filler);
            try {
                filler.connect(listener.getLocalSocketAddress(), 200);
            } catch (java.net.SocketTimeoutException e) {
                return;
            }
        }
    }

    private void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                accepted.add(socket);
                daemon("peer-connection", () -> play(socket));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void play(Socket socket) {
        try {
            switch (script) {
                case ECHO -> echo(socket);
                case GREET -> {
                    socket.getOutputStream().write(GREETING);
                    echo(socket);
                }
                case RESET -> {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
                case CLOSE -> socket.close();
                case FLOOD -> flood(socket.getOutputStream());
                case MANUAL, DEAF, BLACK_HOLE, ABSENT -> {}
            }
        } catch (IOException e) {
            // The other end left: for a peer that is no fault.
            open.remove(socket);
        }
    }

    private static void echo(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[65536];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            socket.getOutputStream().write(buffer, 0, n);
        }
        socket.shutdownOutput();
        socket.close();
    }

    private static void flood(OutputStream out) throws IOException {
        byte[] buffer = new byte[65536];
        while (true) {
            out.write(buffer);
        }
    }

    /** Closes a connection in the middle of a test. */
    static void hangUp(Socket socket) throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
