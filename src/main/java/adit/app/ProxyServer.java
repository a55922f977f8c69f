package adit.app;

import static adit.app.Threads.named;
import static adit.app.Threads.pool;
import static adit.app.Threads.starting;

import adit.accesslog.AccessLog;
import adit.account.DrainProgress;
import adit.account.LiveListener;
import adit.account.RuleFigures;
import adit.account.TunnelRegistry;
import adit.auth.Authenticator;
import adit.change.PolicyChanges;
import adit.config.ListenAddress;
import adit.config.LiveSettings;
import adit.config.Reload;
import adit.config.Settings;
import adit.dns.CachingResolver;
import adit.flight.FlightTracer;
import adit.limits.Neighbours;
import adit.management.Drains;
import adit.management.Explainer;
import adit.management.Management;
import adit.management.ServerStatus;
import adit.net.ListenException;
import adit.net.ServerParts;
import adit.net.TunnelServer;
import adit.privacy.Privacy;
import adit.time.Ticker;
import adit.time.WallClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All the parts of a proxy that serves, put together: settings, I/O, accounts and management. */
final class ProxyServer implements RunningServer, ServerStatus {
    private static final int LOOKUP_THREADS = 16;
    private static final int PENDING_HASHES = 1024;

    private final LiveSettings settings;
    private final AccessLog accessLog;
    private final TunnelRegistry registry;

    /** For the resolver of this machine, which blocks; not more wait than names may be looked up at once. */
    private final ExecutorService lookups = pool("adit-lookup", LOOKUP_THREADS, Integer.MAX_VALUE);

    /** Passwords are slow to hash on purpose: half of the processors stay free for everything else. */
    private final ExecutorService hashers =
            pool("adit-hasher", Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PENDING_HASHES);

    /** As many wait as there are connections at most: each has one task at a time. */
    private final ExecutorService handshakes =
            pool("adit-tls", Runtime.getRuntime().availableProcessors(), Integer.MAX_VALUE);

    private final CachingResolver resolver;
    private final Timer timer;

    /** Apart, as it may wait for the web. */
    private final Timer refresh;

    private final PolicyChanges changes;
    private final RuleFigures rules;
    private final Privacy privacy;
    private final ConfigurationWatch watch;
    private final QuotaWatch quotas;
    private final Neighbours neighbours;
    private final RemoteOperators operators;
    private final TunnelServer server;
    private final Drainer drainer;
    private final Succession succession;
    private final Management.Model model;
    private final Management management;
    private final Instant startedAt = WallClock.SYSTEM.now();
    private final long startedNanos = Ticker.SYSTEM.nanos();
    private volatile State state = State.STARTING;

    /**
     * Starts to serve; leaves nothing behind where that fails.
     *
     * @param otherPorts where else the process listens
     * @param succession what it may take, and has to give up, of another process
     * @throws ListenException where an address cannot be bound
     * @throws IOException where there are quotas, and what was used of them cannot be read
     */
    ProxyServer(LiveSettings settings, ProcessPorts otherPorts, Succession succession) throws IOException {
        this.settings = settings;
        this.succession = succession;
        accessLog = AccessLog.start(
                () -> settings.current().accessLog(), starting(named("adit-access-log")), Ticker.SYSTEM);
        registry = new TunnelRegistry(accessLog);
        changes = new PolicyChanges(settings, registry, WallClock.SYSTEM, this::later);
        rules = new RuleFigures(changes.decisions());
        privacy = new Privacy(() -> settings.current().dial(), WallClock.SYSTEM);
        watch = new ConfigurationWatch(settings);
        quotas = new QuotaWatch(settings, Path.of(System.getProperty("adit.base", "")));
        neighbours = new Neighbours(() -> settings.current().limits().shared(), quotas.usage());
        operators = new RemoteOperators(settings.current().jmx(), hashers);
        resolver = CachingResolver.start(
                () -> settings.current().dns(), starting(named("adit-dns")), lookups, Ticker.SYSTEM);
        try {
            operators.open(succession);
            server = serve(otherPorts);
        } catch (ListenException | RuntimeException e) {
            resolver.close();
            accessLog.close();
            operators.close();
            throw e;
        }
        drainer = new Drainer(server, registry, () -> settings.current().drainTimeout());
        model = new Management.Model(
                this,
                registry,
                server,
                settings,
                new Explainer(settings, resolver, server::isReachedAt, WallClock.SYSTEM),
                changes,
                rules,
                neighbours,
                resolver,
                accessLog,
                privacy,
                Ticker.SYSTEM,
                WallClock.SYSTEM);
        management = Management.register(ManagementFactory.getPlatformMBeanServer(), model);
        settings.afterReload(() -> {
            management.reloaded();
            watch.follow();
            quotas.follow();
            server.limitsChanged();
            server.tcpOptionsChanged();
        });
        timer = new Timer("adit-timer", true);
        refresh = new Timer("adit-lists", true);
        timer.schedule(new LastingTask(otherPorts::look), 0, TimeUnit.SECONDS.toMillis(1));
        timer.schedule(new LastingTask(new LogFiles()::look), 0, TimeUnit.SECONDS.toMillis(1));
        timer.schedule(new LastingTask(new Rounds(registry, server, management)), 0, TimeUnit.SECONDS.toMillis(1));
        timer.schedule(new LastingTask(operators::announce), 0, TimeUnit.SECONDS.toMillis(1));
        timer.schedule(new LastingTask(management::lookAtCertificates), 0, TimeUnit.DAYS.toMillis(1));
        succession.whenAlone(() -> refresh.schedule(new ListRefresh(settings), 0, TimeUnit.MINUTES.toMillis(1)));
        succession.onHandOver(refresh::cancel);
        succession.onHandOver(watch::close);
        watch.follow();
        quotas.follow();
        state = State.RUNNING;
        settings.current().listeners().stream()
                .flatMap(listener -> listener.tls().stream())
                .findFirst()
                .ifPresent(tls -> handshakes.execute(() -> tls.rehearsal().run(() -> state != State.RUNNING)));
    }

    private TunnelServer serve(ProcessPorts otherPorts) throws ListenException {
        Descriptors descriptors = new Descriptors(settings.current());
        return TunnelServer.start(new ServerParts(
                starting(named("adit-io")),
                Runtime.getRuntime().availableProcessors(),
                descriptors.forSockets(),
                descriptors.splicing(),
                handshakes,
                listener -> settings.current()
                        .listener(listener)
                        .tls()
                        .orElseThrow()
                        .serverEnd(),
                succession::mayShare,
                otherPorts,
                Ticker.SYSTEM,
                WallClock.SYSTEM,
                rules,
                new FlightTracer(),
                privacy,
                settings::current,
                resolver,
                new Authenticator(hashers, Ticker.SYSTEM),
                registry,
                neighbours));
    }

    private void later(Duration delay, Runnable task) {
        timer.schedule(new LastingTask(task), delay.toMillis());
    }

    @Override
    public Reload reload() {
        return settings.reload();
    }

    @Override
    public void watchDrain(Consumer<Optional<DrainProgress>> told) {
        drainer.watch(told);
    }

    @Override
    public void handOver() {
        drainer.handOver();
    }

    @Override
    public Drains drains() {
        return drainer;
    }

    @Override
    public boolean stop(Duration drain, CompletableFuture<?> hurry) {
        if (!drainer.end(drain, hurry)) {
            return false;
        }
        server.close();
        accessLog.close();
        resolver.close();
        lookups.shutdownNow();
        handshakes.shutdownNow();
        hashers.shutdownNow();
        watch.close();
        refresh.cancel();
        quotas.close();
        state = State.STOPPED;
        operators.close();
        management.close();
        timer.cancel();
        return true;
    }

    /** What operators are shown. */
    Management.Model model() {
        return model;
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
        return state == State.RUNNING && drainer.isDraining() ? State.DRAINING : state;
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
        if (state() != State.RUNNING) {
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
