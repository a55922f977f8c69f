package adit.config;

import adit.relay.RelayPolicy;
import java.time.Duration;

/** The keys that limit one direction of a tunnel. */
final class RelayKeys {
    private final Key<Duration> idleTimeout;
    private final Key<Long> minRateBpm;
    private final Key<Long> maxRateBps;
    private final Key<Duration> maxLifetime;
    private final Key<Long> maxTotalPayload;

    RelayKeys(String section, String direction) {
        idleTimeout = Schema.add(
                Key.of(section + ".idle_timeout", Types.duration("0", "7d"), "longest time without a byte either way")
                        .byDefault("5m"));
        minRateBpm = Schema.add(bytes(section + ".min_rate_bpm", "1024gb", "least bytes a minute, " + direction));
        maxRateBps = Schema.add(bytes(section + ".max_rate_bps", "1024gb", "most bytes a second, " + direction));
        maxLifetime =
                Schema.add(Key.of(section + ".max_lifetime", Types.duration("0", "365d"), "greatest age of a tunnel")
                        .byDefault("0s"));
        maxTotalPayload =
                Schema.add(bytes(section + ".max_total_payload", "1048576gb", "most bytes in all, " + direction));
    }

    RelayPolicy read(Values values) {
        return new RelayPolicy(
                values.get(idleTimeout),
                values.get(minRateBpm),
                values.get(maxRateBps),
                values.get(maxLifetime),
                values.get(maxTotalPayload));
    }

    private static Key<Long> bytes(String path, String most, String description) {
        return Key.of(path, Types.bytes("0", most), description).byDefault("0");
    }
}
