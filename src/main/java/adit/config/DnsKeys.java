package adit.config;

import adit.config.Scalar.Style;
import adit.dns.DnsSettings;
import adit.http.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys that say how names become addresses. */
record DnsKeys(
        Key<Duration> cacheTtl,
        Key<DnsSettings.Mode> resolver,
        Key<List<InetSocketAddress>> servers,
        Key<Duration> timeout,
        Key<Integer> attempts,
        Key<String> hostsFile,
        Key<Duration> minTtl,
        Key<Duration> negativeTtl,
        Key<Integer> cacheSize,
        Key<Integer> maxPending) {
    private static final int PORT = 53;

    static DnsKeys add() {
        return new DnsKeys(
                key(
                        "target_connection.dns_cache_ttl",
                        Types.duration("0", "7d"),
                        "how long an answer of the resolver is kept at most",
                        "60s"),
                key("dns.resolver", Types.choice(DnsSettings.Mode.class), "who looks names up", "dns"),
                key("dns.servers", new ListOf<>(server()), "who is asked; empty: those of /etc/resolv.conf", ""),
                key("dns.timeout", Types.duration("1ms", "60s"), "longest wait for one server", "2s"),
                key("dns.attempts", Types.number(1, 10), "how often each server is asked", "2"),
                key("dns.hosts_file", Schema.FILE, "names in it are not looked up elsewhere", "/etc/hosts"),
                key("dns.min_ttl", Types.duration("0", "1h"), "how long an address is kept at least", "0s"),
                key("dns.negative_ttl", Types.duration("0", "1h"), "how long it is kept that there is none", "10s"),
                key("dns.cache_size", Types.number(1, 10_000_000), "most answers that are kept", "10000"),
                key("dns.max_pending", Types.number(1, 1_000_000), "most names being looked up at once", "1000"));
    }

    private static <T> Key<T> key(String path, Type<T> type, String description, String usual) {
        return Schema.add(Key.of(path, type, description).byDefault(usual));
    }

    /** No name is looked up to find who looks names up. */
    private static Type<InetSocketAddress> server() {
        String allowed = "an address, with a port if that is not 53, such as 192.0.2.53, 127.0.0.1:5353 or [::1]:5353";
        return new Scalar<>(Style.TEXT, allowed, text -> {
            InetSocketAddress server = IpAddress.parse(text)
                    .map(address -> new InetSocketAddress(address, PORT))
                    .orElseGet(() -> ListenAddress.parse(text));
            InetAddress address = server.getAddress();
            if (server.getPort() == 0 || address.isAnyLocalAddress() || address.isMulticastAddress()) {
                throw new IllegalArgumentException();
            }
            return server;
        });
    }

    DnsSettings read(Values values, NamedFiles files) {
        return new DnsSettings(
                values.get(resolver),
                values.get(servers),
                values.get(timeout),
                values.get(attempts),
                files.find(hostsFile.path(), values.located(hostsFile)).orElse(Path.of("")),
                new DnsSettings.Ttl(values.get(minTtl), values.get(cacheTtl), values.get(negativeTtl)),
                values.get(cacheSize),
                values.get(maxPending));
    }
}
