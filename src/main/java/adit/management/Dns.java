package adit.management;

import adit.config.ListenAddress;
import adit.dns.DnsStatus;
import java.util.List;

/** Shows the resolver. Safe for use by any thread, as the resolver's figures are. */
final class Dns implements DnsMXBean {
    private static final double HALF = 50;
    private static final double NEARLY_ALL = 99;

    private final DnsStatus resolver;
    private final Audit audit;

    Dns(DnsStatus resolver, Audit audit) {
        this.resolver = resolver;
        this.audit = audit;
    }

    @Override
    public String getMode() {
        return resolver.mode().name();
    }

    @Override
    public List<String> getServers() {
        return resolver.servers().stream().map(ListenAddress::text).toList();
    }

    @Override
    public int getCacheSize() {
        return resolver.cacheSize();
    }

    @Override
    public int getCacheLimit() {
        return resolver.cacheLimit();
    }

    @Override
    public long getHitTotal() {
        return resolver.hitTotal();
    }

    @Override
    public long getNegativeHitTotal() {
        return resolver.negativeHitTotal();
    }

    @Override
    public long getMissTotal() {
        return resolver.missTotal();
    }

    @Override
    public long getFailureTotal() {
        return resolver.failureTotal();
    }

    @Override
    public int getPendingCount() {
        return resolver.pendingCount();
    }

    @Override
    public int getPendingLimit() {
        return resolver.pendingLimit();
    }

    @Override
    public double getLatencyMillisP50() {
        return resolver.latencyMillis(HALF);
    }

    @Override
    public double getLatencyMillisP99() {
        return resolver.latencyMillis(NEARLY_ALL);
    }

    @Override
    public String flush() {
        return audit.run("Dns.flush()", () -> "answers forgotten: " + resolver.flush());
    }
}
