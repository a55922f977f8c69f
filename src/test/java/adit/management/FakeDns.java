package adit.management;

import adit.dns.DnsSettings;
import adit.dns.DnsStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A resolver of which each figure is another one. */
final class FakeDns implements DnsStatus {
    @Override
    public DnsSettings.Mode mode() {
        return DnsSettings.Mode.DNS;
    }

    @Override
    public List<InetSocketAddress> servers() {
        return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5353));
    }

    @Override
    public int cacheSize() {
        return 1;
    }

    @Override
    public int cacheLimit() {
        return 2;
    }

    @Override
    public long hitTotal() {
        return 3;
    }

    @Override
    public long negativeHitTotal() {
        return 4;
    }

    @Override
    public long missTotal() {
        return 5;
    }

    @Override
    public long failureTotal() {
        return 6;
    }

    @Override
    public int pendingCount() {
        return 7;
    }

    @Override
    public int pendingLimit() {
        return 8;
    }

    @Override
    public double latencyMillis(double percentile) {
        return percentile / 10;
    }

    @Override
    public int flush() {
        return 9;
    }
}
