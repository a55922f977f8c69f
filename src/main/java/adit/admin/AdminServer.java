package adit.admin;

import adit.management.Management;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executor;

/** Listens at the admin address. Its clients are few and on this machine; those that are slow are cut. */
public final class AdminServer implements AutoCloseable {
    private static final int BACKLOG = 50;

    /** What the server of the JDK goes by; it reads them once, when the first one is made. */
    private static final Map<String, String> BOUNDS = Map.of(
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "60",
            "sun.net.httpserver.maxReqHeaders", "100",
            "sun.net.httpserver.maxReqHeaderSize", "32768",
            "sun.net.httpserver.idleInterval", "30",
            "jdk.httpserver.maxConnections", "200",
            "sun.net.httpserver.nodelay", "true");

    static {
        BOUNDS.forEach(System::setProperty);
    }

    private final HttpServer server;

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens; who connects waits until it serves.
     *
     * @param address of loopback; with port 0 where any will do
     * @throws IOException where the address cannot be bound; nothing is left behind then
     */
    public static AdminServer listen(InetSocketAddress address) throws IOException {
        return new AdminServer(HttpServer.create(address, BACKLOG));
    }

    /** Where it listens, with the port that the system chose. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * Serves from now on.
     *
     * @param throughput to be sampled by whoever made it
     * @param threads run a task for each request; as many wait there as there are connections, 200 at most
     */
    public void serve(Management.Model model, Throughput throughput, Executor threads) {
        server.setExecutor(threads);
        server.createContext("/", new Guard(address().getPort(), new Pages(model, throughput)));
        server.start();
    }

    /** Cuts what is open, and gives the address back. */
    @Override
    public void close() {
        server.stop(0);
    }
}
