package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.accesslog.AccessLogSettings;
import adit.accesslog.Preset;
import adit.account.LiveListener;
import adit.account.RecordSink;
import adit.account.Trace;
import adit.account.TunnelRecord;
import adit.account.TunnelRegistry;
import adit.auth.Authenticator;
import adit.config.AdminSettings;
import adit.config.Settings;
import adit.http.IpAddress;
import adit.http.Target;
import adit.limits.Allowance;
import adit.limits.Neighbours;
import adit.limits.Quota;
import adit.limits.SharedLimits;
import adit.limits.UsageBook;
import adit.limits.UsageFile;
import adit.lists.BlockLists;
import adit.policy.AccessRequest;
import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.Cidr;
import adit.policy.Decision;
import adit.policy.DecisionLog;
import adit.policy.Grants;
import adit.policy.PolicyMode;
import adit.policy.PortSet;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import adit.privacy.Dial;
import adit.privacy.Privacy;
import adit.relay.RelayPolicy;
import adit.splice.Splicing;
import adit.tcp.KeepAlive;
import adit.tcp.TcpOptions;
import adit.time.Ticker;
import adit.time.WallClock;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import adit.tunnel.Rejection;
import adit.tunnel.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import org.apache.mina.core.session.IoSession;
import org.awaitility.core.ConditionFactory;

/**
 * A proxy for a test: real sockets on loopback, the settings that the test wants, and on close the check that nothing
 * is left and every connection has its outcome.
 */
final class Proxy implements AutoCloseable {
    static final TargetPolicy LOOPBACK_ONLY = new TargetPolicy(
            PolicyMode.ENFORCE,
            BlockLists.EMPTY,
            new RuleSet(List.of(), Optional.empty(), AllowedPorts.all(PortSet.ANY), Map.of()),
            new AddressRules(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"))));

    static final SharedLimits UNLIMITED = new SharedLimits(
            OptionalInt.of(0),
            Allowance.UNLIMITED,
            Allowance.UNLIMITED,
            Allowance.UNLIMITED,
            Quota.none(ZoneOffset.UTC));

    static final Settings.Work WORK = new Settings.Work(2000, 5000, 64 << 20);

    static final TcpOptions TCP =
            new TcpOptions(true, new KeepAlive(Duration.ZERO, Duration.ofSeconds(10), 6), 0, 0, Duration.ZERO);

    static final Settings SETTINGS = new Settings(
            Optional.empty(),
            List.of(listener(Settings.Mode.HTTP, Optional.empty())),
            Duration.ofSeconds(10),
            RelayPolicy.DEFAULT,
            Duration.ofSeconds(10),
            UsualSettings.DNS,
            RelayPolicy.DEFAULT,
            new Settings.Tcp(TCP, TCP),
            Settings.DataPath.AUTO,
            Map.of(Settings.DEFAULT, LOOPBACK_ONLY),
            Map.of(),
            new Settings.Http(Duration.ofSeconds(60), Duration.ofSeconds(30), 256),
            new Settings.Limits(50_000, 16 * 1024, WORK, UNLIMITED),
            Duration.ofSeconds(30),
            Optional.empty(),
            Dial.NONE,
            new AccessLogSettings(Preset.JSON, 10_000),
            Optional.empty(),
            AdminSettings.NONE,
            List.of(),
            Grants.NONE);

    /** Knows no name, and never asks anybody. */
    static final Resolver NO_NAMES = (host, answer) ->
            answer.failed(new Rejection(Outcome.RESOLVE_FAILED, "The name " + host + " has no address."));

    private static final Duration SOON = Duration.ofSeconds(20);
    private static volatile Proxy latest;

    /** How the proxy of a test is spoken to that does not say. */
    static volatile Settings.Mode usualMode = Settings.Mode.HTTP;

    /** How many sockets the next proxy may have. */
    static volatile long sockets = Long.MAX_VALUE;

    /** Where the next proxy keeps what users have moved, if it has quotas. */
    static volatile Path quotas = Path.of("unused");

    volatile Settings settings;

    /** Where the settings come from. */
    volatile Supplier<Settings> source = () -> settings;

    /** Who else is told of decisions. */
    volatile DecisionLog memory = DecisionLog.NONE;

    /** What runs the tasks of handshakes. */
    volatile Executor handshakes = threads();

    /** What time it is for the proxy. */
    volatile WallClock wallClock = WallClock.SYSTEM;

    final List<Decided> decisions = new CopyOnWriteArrayList<>();
    final List<TunnelRecord> records = new CopyOnWriteArrayList<>();
    final TunnelRegistry registry;
    final TunnelServer server;
    final Neighbours neighbours;

    /** What the policy of that name said. */
    record Decided(AccessRequest request, String policy, Decision decision) {}

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicLong skipped = new AtomicLong();
    private volatile boolean frozen;
    private final AtomicLong looksAtClock = new AtomicLong();

    private Proxy(
            Settings settings,
            int ioThreads,
            Resolver resolver,
            Supplier<SSLEngine> engines,
            Optional<Authenticator> authenticator)
            throws IOException {
        this.settings = settings;
        latest = this;
        RecordSink sink = records::add;
        registry = new TunnelRegistry(sink);
        Supplier<SharedLimits> limits = () -> source.get().limits().shared();
        neighbours = new Neighbours(
                limits, new UsageBook(() -> limits.get().quota(), () -> wallClock.now(), new UsageFile(quotas)));
        server = TunnelServer.start(new ServerParts(
                threads(),
                ioThreads,
                sockets,
                Splicing.ifPossible(sockets),
                task -> handshakes.execute(task),
                listener -> TestTls.serverEnd(engines.get()),
                address -> false,
                port -> false,
                this::nanos,
                () -> wallClock.now(),
                new Told(this),
                (tunnel, first) -> Trace.NONE,
                new Privacy(() -> source.get().dial(), () -> wallClock.now()),
                () -> source.get(),
                resolver,
                authenticator.orElseGet(() -> new Authenticator(threads(), this::nanos)),
                registry,
                neighbours));
    }

    /** The proxy that was started last. */
    static Proxy latest() {
        return latest;
    }

    private long nanos() {
        looksAtClock.incrementAndGet();
        return (frozen ? 0 : Ticker.SYSTEM.nanos()) + skipped.get();
    }

    /** From here on no time passes but what is skipped. */
    void freeze() {
        skipped.addAndGet(Ticker.SYSTEM.nanos());
        frozen = true;
        onEachLoop(TunnelProcessor::now);
    }

    /** How often the I/O threads looked at the clock, which they do in each of their passes. */
    long looksAtClock() {
        return looksAtClock.get();
    }

    static Proxy start() throws IOException {
        return start(UnaryOperator.identity());
    }

    static Proxy start(UnaryOperator<Settings> change) throws IOException {
        return new Proxy(change.apply(usual()), 2, localhostOnly(), TestTls::serverEngine, Optional.empty());
    }

    /** One whose TLS is done by such engines. */
    static Proxy startWith(Supplier<SSLEngine> engines, UnaryOperator<Settings> change) throws IOException {
        return new Proxy(change.apply(usual()), 1, localhostOnly(), engines, Optional.empty());
    }

    private static Settings usual() {
        return SettingsChanges.listeners(listener(usualMode, Optional.empty())).apply(SETTINGS);
    }

    static Proxy start(UnaryOperator<Settings> change, Resolver resolver) throws IOException {
        return new Proxy(change.apply(usual()), 1, resolver, TestTls::serverEngine, Optional.empty());
    }

    static Proxy start(UnaryOperator<Settings> change, Authenticator authenticator) throws IOException {
        return new Proxy(change.apply(usual()), 1, localhostOnly(), TestTls::serverEngine, Optional.of(authenticator));
    }

    static Settings.Listener listener(Settings.Mode mode, Optional<Target> destination) {
        return new Settings.Listener(
                "main",
                new InetSocketAddress(IpAddress.parse("127.0.0.1").orElseThrow(), 0),
                mode,
                destination,
                Settings.DEFAULT,
                Optional.empty(),
                Optional.empty());
    }

    /** Knows one name, and never asks anybody. */
    private static Resolver localhostOnly() {
        return (host, answer) -> {
            if (host.equals("localhost")) {
                answer.found(List.of(InetAddress.getLoopbackAddress()));
            } else {
                NO_NAMES.resolve(host, answer);
            }
        };
    }

    private Executor threads() {
        return task -> {
            Thread thread = new Thread(task, "proxy");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        };
    }

    InetSocketAddress address() {
        return server.addresses().get(0);
    }

    LiveListener listener(String name) {
        return server.listeners().stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Client client() throws IOException {
        boolean tls = settings.listeners().get(0).mode() == Settings.Mode.HTTPS;
        return tls ? Client.overTls(address()) : new Client(address());
    }

    /** Lets so much time pass while nothing happens: the proxy has no reason to look at its clock. */
    void sleepThrough(Duration time) {
        skipped.addAndGet(time.toNanos());
    }

    /** Lets the proxy believe that so much time has passed, and makes it look. */
    void skip(Duration time) {
        sleepThrough(time);
        long then = nanos();
        atTheEnd().until(() -> onEachLoop(TunnelProcessor::now).stream().allMatch(now -> now - then >= 0));
    }

    /** The record of the only tunnel that there was, once it has ended. */
    TunnelRecord onlyRecord() {
        await().atMost(SOON).until(() -> registry.closedTotal() == 1);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** Waits until the only live tunnel is in the phase. */
    void awaitPhase(Phase phase) {
        await().atMost(SOON).until(() -> registry.live(1).stream().anyMatch(tunnel -> tunnel.phase() == phase));
    }

    void awaitLive(int count) {
        await().atMost(SOON).until(() -> registry.liveCount() == count);
    }

    void awaitClosed(long count) {
        await().atMost(SOON).until(() -> registry.closedTotal() == count);
    }

    /** Asks every I/O thread, on that thread. */
    <T> List<T> onEachLoop(Function<TunnelProcessor, T> question) {
        return server.processors().stream()
                .map(processor -> {
                    CompletableFuture<T> answer = new CompletableFuture<>();
                    processor.post(() -> answer.complete(question.apply(processor)));
                    return answer.orTimeout(10, TimeUnit.SECONDS).join();
                })
                .toList();
    }

    /** Runs the task on the first I/O thread, which then serves nobody until the returned future is completed. */
    CompletableFuture<Void> holdAfter(Runnable task) {
        TunnelProcessor processor = server.processors().get(0);
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> released = new CompletableFuture<Void>().orTimeout(10, TimeUnit.SECONDS);
        processor.post(() -> {
            task.run();
            processor.post(() -> {
                held.complete(null);
                released.join();
            });
        });
        held.orTimeout(10, TimeUnit.SECONDS).join();
        return released;
    }

    /** Fails if an I/O thread goes round and round without anything to do. */
    void assertThatNothingSpins() {
        long before = looksAtClock();
        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> looksAtClock() - before < 30);
    }

    /** How much of the bound of that name is in use. */
    long use(String bound) {
        return server.bounds().stream()
                .filter(one -> one.name().equals(bound))
                .mapToLong(one -> one.use())
                .findFirst()
                .orElseThrow();
    }

    long suspendedReads() {
        return server.sessions().filter(IoSession::isReadSuspended).count();
    }

    @Override
    public void close() {
        try {
            atTheEnd().until(() -> registry.liveCount() == 0);
            server.closeWaiting();
            atTheEnd().untilAsserted(() -> assertThat(server.sessions()).isEmpty());
            long outcomes =
                    Arrays.stream(Outcome.values()).mapToLong(registry::closed).sum();
            assertThat(registry.openedTotal()).isEqualTo(registry.closedTotal()).isEqualTo(outcomes);
            assertThat(server.bounds())
                    .allSatisfy(bound -> assertThat(bound.name().equals("sockets") ? 0 : bound.use())
                            .as(bound.name())
                            .isZero());
            assertThat(neighbours.clientsInUse() + neighbours.usersInUse() + neighbours.targetsInUse())
                    .isZero();
            assertThat(onEachLoop(processor -> processor.buffers().held())).containsOnly(0L);
            assertThat(onEachLoop(processor -> processor.deadlines().size())).containsOnly(0);
            assertThat(onEachLoop(processor -> processor.selector().keys().size()))
                    .containsOnly(server.addresses().size());
        } finally {
            server.close();
        }
        atTheEnd().until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(server.relay().pipes()).isZero();
    }

    /** Every test waits here: so it looks often. */
    private static ConditionFactory atTheEnd() {
        return await().atMost(SOON).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }
}
