package adit.management;

import adit.account.Bound;
import adit.account.DrainProgress;
import adit.account.LiveEntry;
import adit.account.TunnelRegistry;
import adit.config.LiveSettings;
import adit.config.Settings;
import adit.relay.RelayPolicy;
import adit.time.WallClock;
import adit.tunnel.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The limits that each tunnel, request or look-up has by itself, with what the one has of them at present that has most.
 * Safe for use by any thread.
 */
final class TunnelLimits implements Supplier<List<Bound>> {
    private static final long NOT_MEASURED = -1;
    private static final Set<Phase> INITIATING = EnumSet.of(Phase.HANDSHAKING, Phase.NEGOTIATING);

    private final LiveSettings settings;
    private final TunnelRegistry tunnels;
    private final Supplier<Optional<DrainProgress>> drain;
    private final WallClock clock;

    /** @param drain how far it is, where there is one */
    TunnelLimits(
            LiveSettings settings, TunnelRegistry tunnels, Supplier<Optional<DrainProgress>> drain, WallClock clock) {
        this.settings = settings;
        this.tunnels = tunnels;
        this.drain = drain;
        this.clock = clock;
    }

    @Override
    public List<Bound> get() {
        Settings now = settings.current();
        List<LiveEntry> live = tunnels.entries().toList();
        List<LiveEntry> relaying = live.stream()
                .filter(entry -> entry.tunnel().phase().isRelaying())
                .toList();
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound("limits.head_size", now.limits().headSize(), NOT_MEASURED));
        bounds.add(time("client_connection.initiation_timeout", now.initiationTimeout(), oldestInitiating(live)));
        add(bounds, "client_connection.relay_policy.", now.clientToTarget(), relaying, Direction.TO_TARGET);
        bounds.add(time("target_connection.connect_timeout", now.connectTimeout(), NOT_MEASURED));
        add(bounds, "target_connection.relay_policy.", now.targetToClient(), relaying, Direction.TO_CLIENT);
        bounds.add(time("dns.timeout", now.dns().timeout(), NOT_MEASURED));
        bounds.add(time("http.client_idle_timeout", now.http().clientIdleTimeout(), NOT_MEASURED));
        bounds.add(time("http.origin_idle_timeout", now.http().originIdleTimeout(), NOT_MEASURED));
        bounds.add(time("shutdown.drain_timeout", now.drainTimeout(), drainNanos()));
        return bounds;
    }

    /** A way that bytes go. */
    private record Direction(ToLongFunction<LiveEntry> rate, ToLongFunction<LiveEntry> bytes) {
        static final Direction TO_TARGET =
                new Direction(LiveEntry::rateToTarget, entry -> entry.tunnel().bytesToTarget());
        static final Direction TO_CLIENT =
                new Direction(LiveEntry::rateToClient, entry -> entry.tunnel().bytesToClient());
    }

    private static void add(
            List<Bound> bounds, String section, RelayPolicy policy, List<LiveEntry> relaying, Direction direction) {
        long idle = most(relaying, entry -> entry.tunnel().idleNanos());
        long age = most(relaying, entry -> entry.tunnel().ageNanos());
        bounds.add(time(section + "idle_timeout", policy.idleTimeout(), idle));
        // Least is what it bounds.
        bounds.add(new Bound(section + "min_rate_bpm", policy.minRateBpm(), NOT_MEASURED));
        bounds.add(new Bound(section + "max_rate_bps", policy.maxRateBps(), most(relaying, direction.rate())));
        bounds.add(time(section + "max_lifetime", policy.maxLifetime(), age));
        bounds.add(
                new Bound(section + "max_total_payload", policy.maxTotalPayload(), most(relaying, direction.bytes())));
    }

    private static Bound time(String key, Duration limit, long nanos) {
        return new Bound(
                key,
                limit.toMillis(),
                nanos < 0 ? nanos : Duration.ofNanos(nanos).toMillis());
    }

    private static long most(List<LiveEntry> live, ToLongFunction<LiveEntry> figure) {
        return live.stream().mapToLong(figure).max().orElse(0);
    }

    private static long oldestInitiating(List<LiveEntry> live) {
        return live.stream()
                .filter(entry -> INITIATING.contains(entry.tunnel().phase()))
                .mapToLong(entry -> entry.tunnel().ageNanos())
                .max()
                .orElse(0);
    }

    private long drainNanos() {
        return drain.get()
                .map(progress -> Duration.between(progress.startedAt(), clock.now()))
                .filter(time -> !time.isNegative())
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
