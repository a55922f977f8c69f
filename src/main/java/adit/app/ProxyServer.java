package adit.app;

import adit.account.LiveListener;
import adit.account.TunnelLog;
import adit.account.TunnelRegistry;
import adit.auth.Authenticator;
import adit.config.ListenAddress;
import adit.config.LiveSettings;
import adit.config.Reload;
import adit.config.Settings;
import adit.management.Management;
import adit.management.ServerStatus;
import adit.net.ListenException;
import adit.net.SystemResolver;
import adit.net.TunnelServer;
import adit.time.Ticker;
import adit.time.WallClock;
import adit.tls.ServerEnd;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** All the parts of a proxy that serves, put together: settings, I/O, accounts and management. */
final class ProxyServer implements RunningServer, ServerStatus {
    private static final Logger LOG = LogManager.getLogger(ProxyServer.class);

    private static final int RESOLVER_THREADS = 16;
    private static final int PENDING_LOOKUPS = 1000;
    private static final int PENDING_HASHES = 1024;

    /** What the cut of the last tunnels may take: more than a refused client has to read why. */
    private static final Duration CUT = Duration.ofSeconds(3);

    private static final long POLL_MILLIS = 20;

    private final LiveSettings settings;
    private final TunnelRegistry registry = new TunnelRegistry(new TunnelLog());
    private final ExecutorService resolvers = pool("adit-resolver", RESOLVER_THREADS, PENDING_LOOKUPS);
    private final ExecutorService hashers = pool("adit-hasher", hasherThreads(), PENDING_HASHES);

    /** As many wait as there are connections at most: each has one task at a time. */
    private final ExecutorService handshakes =
            pool("adit-tls", Runtime.getRuntime().availableProcessors(), Integer.MAX_VALUE);

    private final Timer daily;
    private final TunnelServer server;
    private final Management management;
    private final Instant startedAt = WallClock.SYSTEM.now();
    private final long startedNanos = Ticker.SYSTEM.nanos();
    private volatile State state = State.STARTING;

    /** @throws ListenException where an address cannot be bound; nothing is left behind then */
    ProxyServer(LiveSettings settings) throws ListenException {
        this.settings = settings;
        ThreadFactory threads = named("adit-io");
        server = TunnelServer.start(new TunnelServer.Parts(
                task -> threads.newThread(task).start(),
                Runtime.getRuntime().availableProcessors(),
                handshakes,
                this::serverEnd,
                Ticker.SYSTEM,
                WallClock.SYSTEM,
                settings::current,
                new SystemResolver(resolvers),
                new Authenticator(hashers, Ticker.SYSTEM),
                registry));
        management = Management.register(
                ManagementFactory.getPlatformMBeanServer(), this, registry, settings, WallClock.SYSTEM);
        settings.afterReload(management::lookAtCertificates);
        daily = new Timer("adit-daily", true);
        daily.schedule(lookAtCertificates(), 0, TimeUnit.DAYS.toMillis(1));
        state = State.RUNNING;
        settings.current().listeners().stream()
                .flatMap(listener -> listener.tls().stream())
                .findFirst()
                .ifPresent(tls -> handshakes.execute(() -> tls.rehearsal().run(() -> state != State.RUNNING)));
    }

    private TimerTask lookAtCertificates() {
        return new TimerTask() {
            @Override
            public void run() {
                management.lookAtCertificates();
            }
        };
    }

    /** Passwords are slow to hash on purpose: half of the processors stay free for everything else. */
    private static int hasherThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Threads that end when they have nothing to do, and refuse work when too much of it waits. */
    private static ExecutorService pool(String name, int threads, int pending) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(pending), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** By the certificates in force now. */
    private ServerEnd serverEnd(String listener) {
        return settings.current().listener(listener).tls().orElseThrow().serverEnd();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public Reload reload() {
        return settings.reload();
    }

    @Override
    public void stop(Duration drain, CompletableFuture<?> hurry) {
        state = State.DRAINING;
        server.drain();
        if (!endsWithin(drain, hurry::isDone)) {
            LOG.info("tunnels cut: {}", registry.liveCount());
            server.endTunnels();
            if (!endsWithin(CUT, () -> false)) {
                LOG.warn("tunnels that did not end: {}", registry.liveCount());
            }
        }
        server.close();
        resolvers.shutdownNow();
        handshakes.shutdownNow();
        hashers.shutdownNow();
        daily.cancel();
        state = State.STOPPED;
        management.close();
    }

    private boolean endsWithin(Duration time, BooleanSupplier hurry) {
        long end = Ticker.SYSTEM.nanos() + time.toNanos();
        while (registry.liveCount() > 0 && !hurry.getAsBoolean() && Ticker.SYSTEM.nanos() - end < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return registry.liveCount() == 0;
    }

    @Override
    public Settings settings() {
        return settings.current();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return server.listeners().stream().map(LiveListener::address).toList();
    }

    @Override
    public String version() {
        return Main.version();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(Ticker.SYSTEM.nanos() - startedNanos);
    }

    @Override
    public List<String> listenAddresses() {
        if (state != State.RUNNING) {
            return List.of();
        }
        return listeners().stream().map(this::line).toList();
    }

    private String line(LiveListener listener) {
        Settings.Mode mode = settings.current().listener(listener.name()).mode();
        return listener.name() + " " + mode.name().toLowerCase(Locale.ROOT) + " "
                + ListenAddress.text(listener.address())
                + (listener.state() == LiveListener.State.PAUSED ? " (paused)" : "");
    }

    @Override
    public List<LiveListener> listeners() {
        return server.listeners();
    }

    @Override
    public Optional<Path> configurationFile() {
        return settings.current().file();
    }
}
