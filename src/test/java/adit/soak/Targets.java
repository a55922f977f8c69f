package adit.soak;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What the tunnels of a workload lead to. The first bytes that a tunnel carries are the number of its visit. */
public final class Targets implements AutoCloseable {
    private static final int BACKLOG = 500;

    private final Executor threads;
    private final Map<Long, CompletableFuture<Socket>> expected = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket answering;
    private final ServerSocket doomed;
    private final ServerSocket resetting;
    private final ServerSocket exchanging;
    private final String absent;

    public Targets(Executor threads) throws IOException {
        this.threads = threads;
        answering = listen(this::deliver);
        doomed = listen(this::deliver);
        resetting = listen(Targets::reset);
        exchanging = listen(HttpOrigin::serve);
        try (ServerSocket closed = listener()) {
            absent = authority(closed);
        }
    }

    private interface Service {
        void serve(Socket socket) throws IOException;
    }

    private static ServerSocket listener() throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        return listener;
    }

    private ServerSocket listen(Service service) throws IOException {
        ServerSocket listener = listener();
        threads.execute(() -> acceptAll(listener, service));
        return listener;
    }

    private void acceptAll(ServerSocket listener, Service service) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                threads.execute(() -> serve(service, socket));
            } catch (IOException e) {
                // Closed, or out of descriptors for a moment.
                Thread.onSpinWait();
            }
        }
    }

    private void serve(Service service, Socket socket) {
        try {
            service.serve(socket);
        } catch (IOException e) {
            close(socket);
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    private void deliver(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Visitor.PATIENCE_MILLIS);
        long visit = new DataInputStream(socket.getInputStream()).readLong();
        CompletableFuture<Socket> awaited = expected.remove(visit);
        if (awaited == null || !awaited.complete(socket)) {
            socket.close();
        }
    }

    private static void reset(Socket socket) throws IOException {
        Visitor.reset(socket);
    }

    /** Where the tunnel of that visit arrives. To be asked for before it is sent there. */
    Arrival expect(long visit) {
        CompletableFuture<Socket> arrival = new CompletableFuture<>();
        expected.put(visit, arrival);
        return () -> arrival.orTimeout(Visitor.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    /** The target's end of a tunnel. */
    @FunctionalInterface
    interface Arrival {
        /** Waits for it. */
        Socket socket();
    }

    private static String authority(ServerSocket listener) {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Leaves its connections to the visits. */
    String answering() {
        return authority(answering);
    }

    /** As {@link #answering}, but tunnels to it are ended by an operator. */
    String doomed() {
        return authority(doomed);
    }

    /** Resets each connection at once. */
    String resetting() {
        return authority(resetting);
    }

    /** An origin of plain HTTP. */
    String exchanging() {
        return authority(exchanging);
    }

    /** Nobody listens there. */
    String absent() {
        return absent;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket listener : new ServerSocket[] {answering, doomed, resetting, exchanging}) {
            listener.close();
        }
        open.forEach(Targets::close);
    }
}
