package adit.dns;

import static org.awaitility.Awaitility.await;

import adit.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** A resolver that asks scripted servers, with a clock that the test moves; at the end nothing of it is left. */
abstract class ResolverFixture {
    static final Duration SHORT = Duration.ofMillis(200);

    private final AtomicLong skipped = new AtomicLong();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final NameServer server;
    final NameServer second;
    volatile DnsSettings settings;
    CachingResolver resolver;

    ResolverFixture() throws IOException {
        server = new NameServer();
        second = new NameServer();
        settings = asking(server.address());
        resolver = CachingResolver.start(
                () -> settings, threads(), threads(), () -> Ticker.SYSTEM.nanos() + skipped.get());
    }

    static DnsSettings asking(InetSocketAddress... servers) {
        return new DnsSettings(
                DnsSettings.Mode.DNS,
                Arrays.asList(servers),
                Duration.ofSeconds(10),
                1,
                Path.of("/dev/null"),
                new DnsSettings.Ttl(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(10)),
                1000,
                1000);
    }

    final void ttl(Duration least, Duration most, Duration negative) {
        settings = new DnsSettings(
                settings.resolver(),
                settings.servers(),
                settings.timeout(),
                settings.attempts(),
                settings.hostsFile(),
                new DnsSettings.Ttl(least, most, negative),
                settings.cacheSize(),
                settings.maxPending());
    }

    final void bounds(int cacheSize, int maxPending) {
        settings = new DnsSettings(
                settings.resolver(),
                settings.servers(),
                settings.timeout(),
                settings.attempts(),
                settings.hostsFile(),
                settings.ttl(),
                cacheSize,
                maxPending);
    }

    final void tries(Duration timeout, int attempts, InetSocketAddress... servers) {
        settings = new DnsSettings(
                settings.resolver(),
                List.of(servers),
                timeout,
                attempts,
                settings.hostsFile(),
                settings.ttl(),
                settings.cacheSize(),
                settings.maxPending());
    }

    final void hosts(Path file) {
        settings = new DnsSettings(
                settings.resolver(),
                settings.servers(),
                settings.timeout(),
                settings.attempts(),
                file,
                settings.ttl(),
                settings.cacheSize(),
                settings.maxPending());
    }

    final Executor threads() {
        return task -> {
            Thread thread = new Thread(task, "resolver");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        };
    }

    /** Lets so much time pass while nothing happens. */
    final void skip(Duration time) {
        skipped.addAndGet(time.toNanos());
    }

    final Heard ask(String host) {
        Heard heard = new Heard();
        resolver.resolve(host, heard);
        return heard;
    }

    /** As many as are there for each name that is asked for by one server. */
    final long asked(String question) {
        return server.questions().stream().filter(question::equals).count();
    }

    @AfterEach
    void close() throws IOException {
        resolver.close();
        server.close();
        second.close();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
