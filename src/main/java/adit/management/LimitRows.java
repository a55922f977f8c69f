package adit.management;

import adit.accesslog.AccessLogStatus;
import adit.account.Bound;
import adit.account.LiveEntry;
import adit.dns.DnsStatus;
import adit.limits.Allowance;
import adit.limits.Most;
import adit.limits.Neighbours;
import adit.limits.Period;
import adit.limits.Quota;
import adit.limits.SharedLimits;
import adit.limits.UsageBook;
import adit.policy.AccessRequest;
import adit.policy.Identity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** All limits that more than one tunnel shares, with their present use. Safe for use by any thread. */
final class LimitRows implements Supplier<List<Bound>> {
    private final Management.Model model;

    LimitRows(Management.Model model) {
        this.model = model;
    }

    @Override
    public List<Bound> get() {
        return rows().map(Row::bound).toList();
    }

    /** Those that may be used up. For all others nobody looks at each client, user and target there is. */
    List<Bound> perhapsReached() {
        return rows().filter(Row::mayBeReached).map(Row::bound).toList();
    }

    private Stream<Row> rows() {
        Neighbours neighbours = model.neighbours();
        SharedLimits shared = model.settings().current().limits().shared();
        Bound connections = model.server().connections();
        long now = model.ticker().nanos();
        return Stream.of(
                        model.server().bounds().stream().map(Row::of),
                        Stream.of(new Row(
                                "limits.max_connections_per_client",
                                shared.connectionsPerClient((int) connections.limit()),
                                connections::use,
                                neighbours::mostConnections)),
                        rows("client", shared.client(), () -> neighbours.mostOfClient(now), LimitRows::client),
                        rows("user", shared.user(), () -> neighbours.mostOfUser(now), LimitRows::user),
                        rows("target", shared.target(), () -> neighbours.mostOfTarget(now), LimitRows::target),
                        quotas(shared.quota()),
                        caches())
                .flatMap(Function.identity());
    }

    /** Each of them is of somebody: nobody can have more. */
    private long tunnels() {
        return model.tunnels().liveCount();
    }

    private Stream<Row> rows(
            String kind, Allowance allowance, Supplier<Most> most, Function<AccessRequest, Optional<Object>> key) {
        return Stream.of(
                new Row("limits.max_tunnels_per_" + kind, allowance.tunnels(), this::tunnels, () -> most.get()
                        .tunnels()),
                Row.of("limits.new_tunnels_per_second_per_" + kind, allowance.burst(), () -> most.get()
                        .spent()),
                Row.of(
                        "limits.bytes_per_second_per_" + kind,
                        allowance.bytesPerSecond(),
                        () -> allowance.bytesPerSecond() == 0 ? 0 : fastest(key)));
    }

    private Stream<Row> quotas(Quota quota) {
        return Arrays.stream(Period.values())
                .map(period -> Row.of(
                        "limits.quota_per_user." + period.name().toLowerCase(Locale.ROOT),
                        quota.of(period),
                        () -> mostMoved(period)));
    }

    private Stream<Row> caches() {
        DnsStatus dns = model.dns();
        AccessLogStatus log = model.accessLog();
        return Stream.of(
                Row.of("dns.cache_size", dns.cacheLimit(), dns::cacheSize),
                Row.of("dns.max_pending", dns.pendingLimit(), dns::pendingCount),
                Row.of("access_log.queue", log.queueLimit(), log::queued));
    }

    private static Optional<Object> client(AccessRequest request) {
        return Optional.of(Neighbours.keyOf(request.requester().address()));
    }

    private static Optional<Object> user(AccessRequest request) {
        return request.requester().identity().map(Identity::user);
    }

    private static Optional<Object> target(AccessRequest request) {
        return Optional.of(request.target());
    }

    /** The greatest rate that all tunnels of one of them have together. */
    private long fastest(Function<AccessRequest, Optional<Object>> key) {
        Map<Object, Long> rates = new HashMap<>();
        model.tunnels().entries().forEach(entry -> entry.tunnel()
                .request()
                .flatMap(key)
                .ifPresent(known -> rates.merge(known, rate(entry), Long::sum)));
        return rates.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static long rate(LiveEntry entry) {
        return entry.rateToClient() + entry.rateToTarget();
    }

    private long mostMoved(Period period) {
        ToLongFunction<UsageBook.Row> moved =
                switch (period) {
                    case HOUR -> UsageBook.Row::hour;
                    case DAY -> UsageBook.Row::day;
                    case WEEK -> UsageBook.Row::week;
                    case MONTH -> UsageBook.Row::month;
                };
        return model.neighbours().usage().rows().stream().mapToLong(moved).max().orElse(0);
    }

    /**
     * A limit whose use is found out only if somebody asks.
     *
     * @param atMost what the use cannot exceed, and costs little to know
     */
    private record Row(String name, long limit, LongSupplier atMost, LongSupplier use) {
        static Row of(String name, long limit, LongSupplier use) {
            return new Row(name, limit, () -> Long.MAX_VALUE, use);
        }

        static Row of(Bound bound) {
            return of(bound.name(), bound.limit(), bound::use);
        }

        boolean mayBeReached() {
            return limit > 0 && atMost.getAsLong() >= limit;
        }

        Bound bound() {
            return new Bound(name, limit, use.getAsLong());
        }
    }
}
