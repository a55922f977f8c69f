package adit.app;

import adit.account.DrainProgress;
import adit.admin.AdminServer;
import adit.admin.Throughput;
import adit.config.LiveSettings;
import adit.config.Reload;
import adit.config.Settings;
import adit.management.Management;
import adit.net.ListenException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A proxy, and the server at its admin address, which is there until the proxy has drained or another process takes over. */
final class AdministeredServer implements RunningServer {
    private static final Logger LOG = LogManager.getLogger(AdministeredServer.class);

    private static final int THREADS = 8;

    private final ProxyServer proxy;
    private final InetSocketAddress wanted;
    private final ProcessPorts ports;
    private final Throughput throughput;
    private final ExecutorService threads = Threads.pool("adit-admin", THREADS, Integer.MAX_VALUE);
    private final Timer timer = new Timer("adit-admin-timer", true);
    private volatile Optional<AdminServer> admin = Optional.empty();

    private AdministeredServer(ProxyServer proxy, InetSocketAddress wanted, ProcessPorts ports) {
        this.proxy = proxy;
        this.wanted = wanted;
        this.ports = ports;
        Management.Model model = proxy.model();
        throughput = new Throughput(model.tunnels(), model.ticker());
        timer.schedule(new LastingTask(throughput::sample), 0, Throughput.INTERVAL.toMillis());
    }

    /**
     * Starts the proxy, and serves at the admin address where the settings have one.
     *
     * @throws ListenException where an address cannot be bound
     * @throws IOException as the proxy does
     */
    static RunningServer start(LiveSettings settings, ProcessPorts ports, Succession succession) throws IOException {
        ProxyServer proxy = new ProxyServer(settings, ports, succession);
        Optional<InetSocketAddress> address = settings.current().admin().address();
        if (address.isEmpty()) {
            return proxy;
        }
        AdministeredServer server = new AdministeredServer(proxy, address.get(), ports);
        if (!succession.mayShare(address.get())) {
            server.openOrStop();
        } else {
            succession.whenAlone(server::take);
        }
        succession.onHandOver(server::release);
        return server;
    }

    private void openOrStop() throws ListenException {
        try {
            open();
        } catch (ListenException e) {
            stop(Duration.ZERO, CompletableFuture.completedFuture(null));
            throw e;
        }
    }

    /** Opens what a predecessor had. Where that cannot be done the proxy serves all the same. */
    private void take() {
        try {
            open();
        } catch (ListenException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private void open() throws ListenException {
        try {
            AdminServer server = AdminServer.listen(wanted);
            // Before it serves, so that no tunnel ever leads there.
            ports.add(server.address().getPort());
            server.serve(proxy.model(), throughput, threads);
            admin = Optional.of(server);
        } catch (IOException e) {
            throw new ListenException("admin.address", wanted, e);
        }
    }

    private void release() {
        admin.ifPresent(AdminServer::close);
        admin = Optional.empty();
    }

    @Override
    public Settings settings() {
        return proxy.settings();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return proxy.addresses();
    }

    @Override
    public Optional<InetSocketAddress> adminAddress() {
        return Optional.of(admin.map(AdminServer::address).orElse(wanted));
    }

    @Override
    public Reload reload() {
        return proxy.reload();
    }

    @Override
    public void watchDrain(Consumer<Optional<DrainProgress>> told) {
        proxy.watchDrain(told);
    }

    @Override
    public void handOver() {
        proxy.handOver();
    }

    @Override
    public boolean stop(Duration drain, CompletableFuture<?> hurry) {
        if (!proxy.stop(drain, hurry)) {
            return false;
        }
        release();
        timer.cancel();
        threads.shutdownNow();
        return true;
    }
}
