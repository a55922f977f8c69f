package adit.dns;

import adit.dns.Finding.Known;
import adit.http.IpAddress;
import adit.time.Ticker;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the addresses of names: those of this machine itself at once, others in the hosts file, in the cache, or by asking
 * a source, once for all who want the same name.
 *
 * <p>What holds is answered on the thread that asks. All else, and all that blocks, is done on the resolver's own thread.
 */
public final class CachingResolver implements Resolver, DnsStatus, AutoCloseable {
    private static final Rejection BUSY =
            new Rejection(Outcome.RESOLVER_BUSY, "Too many names are being looked up at once.");

    /** What {@code localhost} and all names below it mean, whatever anybody says (RFC 6761, 6.3). */
    private static final List<InetAddress> LOOPBACK = Stream.of("::1", "127.0.0.1")
            .map(text -> IpAddress.parse(text).orElseThrow())
            .toList();

    private final DnsLoop loop;
    private final Supplier<DnsSettings> settings;
    private final DnsSettings.Mode mode;
    private final Ticker ticker;
    private final Source source;
    private final WatchedFile<Hosts> hosts;
    private final AnswerCache cache;
    private final LookupFigures figures = new LookupFigures();

    /** The names that are being looked up. Belongs to the loop's thread. */
    private final Map<String, Lookup> pending = new HashMap<>();

    private volatile int pendingCount;

    private CachingResolver(DnsLoop loop, Supplier<DnsSettings> settings, Executor blocking, Ticker ticker) {
        this.loop = loop;
        this.settings = settings;
        this.mode = settings.get().resolver();
        this.ticker = ticker;
        this.source = switch (mode) {
            case DNS -> new DnsSource(loop, settings, ticker);
            case SYSTEM -> new SystemSource(blocking);
        };
        this.hosts = new WatchedFile<>(ticker, Hosts::read);
        this.cache = new AnswerCache(ticker);
    }

    /**
     * Starts a resolver.
     *
     * @param settings those in force; the mode stays what it is now
     * @param threads runs each task on a thread of its own; the resolver uses one until it is closed
     * @param blocking runs what blocks for the system's resolver; of such tasks no more wait than names may be pending
     */
    public static CachingResolver start(
            Supplier<DnsSettings> settings, Executor threads, Executor blocking, Ticker ticker) {
        return new CachingResolver(DnsLoop.start(threads, ticker), settings, blocking, ticker);
    }

    @Override
    public void resolve(String host, Answer answer) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            answer.found(LOOPBACK);
        } else if (!hosts.isFresh(settings.get().hostsFile()) || !answered(host, answer)) {
            loop.execute(() -> lookUp(host, answer));
        }
    }

    /** Answers without asking anybody, where that can be done. */
    private boolean answered(String host, Answer answer) {
        List<InetAddress> own = hosts.content().of(host);
        if (!own.isEmpty()) {
            answer.found(own);
            return true;
        }
        Map<Family, Finding> known = known(host);
        if (known.size() < Family.values().length) {
            return false;
        }
        Addresses addresses = Addresses.of(host, known);
        (addresses.isEmpty() ? figures.negativeHits : figures.hits).increment();
        addresses.tell(answer);
        return true;
    }

    private Map<Family, Finding> known(String host) {
        Map<Family, Finding> known = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            cache.get(host, family).ifPresent(answer -> known.put(family, answer));
        }
        return known;
    }

    private void lookUp(String host, Answer answer) {
        hosts.look(settings.get().hostsFile());
        if (answered(host, answer)) {
            return;
        }
        Lookup same = pending.get(host);
        if (same != null) {
            figures.misses.increment();
            same.join(answer);
        } else if (pending.size() >= settings.get().maxPending()) {
            figures.failures.increment();
            answer.failed(BUSY);
        } else {
            figures.misses.increment();
            begin(new Lookup(host, known(host), ticker.nanos()), answer);
        }
    }

    private void begin(Lookup lookup, Answer answer) {
        pending.put(lookup.host(), lookup);
        pendingCount = pending.size();
        lookup.join(answer);
        source.lookUp(
                lookup.host(),
                lookup.missing(),
                (family, finding) -> loop.execute(() -> found(lookup, family, finding)));
    }

    private void found(Lookup lookup, Family family, Finding finding) {
        if (finding instanceof Known known) {
            DnsSettings now = settings.get();
            cache.put(lookup.host(), family, known, now.ttl().of(known), now.cacheSize());
        }
        if (lookup.found(family, finding)) {
            pending.remove(lookup.host());
            pendingCount = pending.size();
            figures.took(ticker.nanos() - lookup.startedAt());
            if (lookup.hasFailed()) {
                figures.failures.increment();
            }
            lookup.tell();
        }
    }

    @Override
    public DnsSettings.Mode mode() {
        return mode;
    }

    @Override
    public List<InetSocketAddress> servers() {
        return source.servers();
    }

    @Override
    public int cacheSize() {
        return cache.size();
    }

    @Override
    public int cacheLimit() {
        return settings.get().cacheSize();
    }

    @Override
    public long hitTotal() {
        return figures.hits.sum();
    }

    @Override
    public long negativeHitTotal() {
        return figures.negativeHits.sum();
    }

    @Override
    public long missTotal() {
        return figures.misses.sum();
    }

    @Override
    public long failureTotal() {
        return figures.failures.sum();
    }

    @Override
    public int pendingCount() {
        return pendingCount;
    }

    @Override
    public int pendingLimit() {
        return settings.get().maxPending();
    }

    @Override
    public double latencyMillis(double percentile) {
        return figures.latency(percentile);
    }

    @Override
    public int flush() {
        return cache.clear();
    }

    /** Ends its thread and closes its sockets. Who waits is not answered any more. */
    @Override
    public void close() {
        loop.close();
    }
}
