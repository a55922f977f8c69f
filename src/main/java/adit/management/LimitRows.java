package adit.management;

import adit.account.Bound;
import adit.account.LiveEntry;
import adit.config.Settings;
import adit.dns.DnsStatus;
import adit.limits.Allowance;
import adit.limits.Most;
import adit.limits.Neighbours;
import adit.limits.Period;
import adit.limits.UsageBook;
import adit.policy.AccessRequest;
import adit.policy.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** All limits that more than one tunnel shares, with their present use. Safe for use by any thread. */
final class LimitRows implements Supplier<List<Bound>> {
    private final Management.Model model;

    LimitRows(Management.Model model) {
        this.model = model;
    }

    @Override
    public List<Bound> get() {
        Neighbours neighbours = model.neighbours();
        DnsStatus dns = model.dns();
        Settings.Limits limits = model.settings().current().limits();
        long now = model.ticker().nanos();
        List<Bound> bounds = new ArrayList<>(model.server().bounds());
        add(bounds, "client", limits.shared().client(), neighbours.mostOfClient(now), LimitRows::client);
        add(bounds, "user", limits.shared().user(), neighbours.mostOfUser(now), LimitRows::user);
        add(bounds, "target", limits.shared().target(), neighbours.mostOfTarget(now), LimitRows::target);
        for (Period period : Period.values()) {
            bounds.add(new Bound(
                    "limits.quota_per_user." + period.name().toLowerCase(Locale.ROOT),
                    limits.shared().quota().of(period),
                    mostMoved(period)));
        }
        bounds.add(new Bound("dns.cache_size", dns.cacheLimit(), dns.cacheSize()));
        bounds.add(new Bound("dns.max_pending", dns.pendingLimit(), dns.pendingCount()));
        bounds.add(new Bound(
                "access_log.queue",
                model.accessLog().queueLimit(),
                model.accessLog().queued()));
        return bounds;
    }

    private void add(
            List<Bound> bounds,
            String kind,
            Allowance allowance,
            Most most,
            Function<AccessRequest, Optional<Object>> key) {
        bounds.add(new Bound("limits.max_tunnels_per_" + kind, allowance.tunnels(), most.tunnels()));
        bounds.add(new Bound("limits.new_tunnels_per_second_per_" + kind, allowance.burst(), most.spent()));
        long fastest = allowance.bytesPerSecond() == 0 ? 0 : fastest(key);
        bounds.add(new Bound("limits.bytes_per_second_per_" + kind, allowance.bytesPerSecond(), fastest));
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
}
