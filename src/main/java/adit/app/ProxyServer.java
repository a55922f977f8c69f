package adit.app;

import adit.account.LiveListener;
import adit.account.TunnelLog;
import adit.account.TunnelRegistry;
import adit.auth.Authenticator;
import adit.change.PolicyChanges;
import adit.config.ListenAddress;
import adit.config.LiveSettings;
import adit.config.Reload;
import adit.config.Settings;
import adit.dns.CachingResolver;
import adit.management.Explainer;
import adit.management.Management;
import adit.management.ServerStatus;
import adit.net.ListenException;
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
import java.util.concurrent.Executor;
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

    private static final int LOOKUP_THREADS = 16;
    private static final int PENDING_HASHES = 1024;

    /** What the cut of the last tunnels may take: more than a refused client has to read why. */
    private static final Duration CUT = Duration.ofSeconds(3);

    private static final long POLL_MILLIS = 20;

    private final LiveSettings settings;
    private final TunnelRegistry registry = new TunnelRegistry(new TunnelLog());

    /** For the resolver of this machine, which blocks; not more wait than names may be looked up at once. */
    private final ExecutorService lookups = pool("adit-lookup", LOOKUP_THREADS, Integer.MAX_VALUE);

    private final ExecutorService hashers = pool("adit-hasher", hasherThreads(), PENDING_HASHES);

    /** As many wait as there are connections at most: each has one task at a time. */
    private final ExecutorService handshakes =
            pool("adit-tls", Runtime.getRuntime().availableProcessors(), Integer.MAX_VALUE);

    private final CachingResolver resolver;
    private final Timer timer;

    /** Apart, as it may wait for the web. */
    private final Timer refresh;

    private final PolicyChanges changes;
    private final ConfigurationWatch watch;
    private final TunnelServer server;
    private final Management management;
    private final Instant startedAt = WallClock.SYSTEM.now();
    private final long startedNanos = Ticker.SYSTEM.nanos();
    private volatile State state = State.STARTING;

    /**
     * Starts to serve.
     *
     * @param otherPorts where else the process listens
     * @throws ListenException where an address cannot be bound; nothing is left behind then
     */
    ProxyServer(LiveSettings settings, ProcessPorts otherPorts) throws ListenException {
        this.settings = settings;
        changes = new PolicyChanges(settings, registry, WallClock.SYSTEM, this::later);
        watch = new ConfigurationWatch(settings);
        resolver = CachingResolver.start(
                () -> settings.current().dns(), starting(named("adit-dns")), lookups, Ticker.SYSTEM);
        try {
            server = serve(otherPorts);
        } catch (ListenException | RuntimeException e) {
            resolver.close();
            throw e;
        }
        Explainer explainer = new Explainer(settings, resolver, server::isReachedAt, WallClock.SYSTEM);
        management = Management.register(
                ManagementFactory.getPlatformMBeanServer(),
                new Management.Model(this, registry, settings, explainer, changes, resolver, WallClock.SYSTEM));
        settings.afterReload(() -> {
            management.lookAtCertificates();
            watch.follow();
        });
        timer = new Timer("adit-timer", true);
        refresh = new Timer("adit-lists", true);
        timer.schedule(task(otherPorts::look), 0, TimeUnit.SECONDS.toMillis(1));
        timer.schedule(task(management::lookAtCertificates), 0, TimeUnit.DAYS.toMillis(1));
        refresh.schedule(new ListRefresh(settings), 0, TimeUnit.MINUTES.toMillis(1));
        watch.follow();
        state = State.RUNNING;
        settings.current().listeners().stream()
                .flatMap(listener -> listener.tls().stream())
                .findFirst()
                .ifPresent(tls -> handshakes.execute(() -> tls.rehearsal().run(() -> state != State.RUNNING)));
    }

    private TunnelServer serve(ProcessPorts otherPorts) throws ListenException {
        return TunnelServer.start(new TunnelServer.Parts(
                starting(named("adit-io")),
                Runtime.getRuntime().availableProcessors(),
                handshakes,
                this::serverEnd,
                otherPorts,
                Ticker.SYSTEM,
                WallClock.SYSTEM,
                changes.decisions(),
                settings::current,
                resolver,
                new Authenticator(hashers, Ticker.SYSTEM),
                registry));
    }

    private void later(Duration delay, Runnable task) {
        timer.schedule(task(task), delay.toMillis());
    }

    /** One that fails must not end the timer for the others. */
    private static TimerTask task(Runnable task) {
        return new TimerTask() {
            @Override
            public void run() {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.error("A timed task failed", e);
                }
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

    /** A thread of its own for each task. */
    private static Executor starting(ThreadFactory threads) {
        return task -> threads.newThread(task).start();
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
        resolver.close();
        lookups.shutdownNow();
        handshakes.shutdownNow();
        hashers.shutdownNow();
        watch.close();
        refresh.cancel();
        state = State.STOPPED;
        management.close();
        timer.cancel();
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
