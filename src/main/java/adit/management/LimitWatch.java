package adit.management;

import adit.account.Bound;
import adit.limits.UsageBook;
import adit.privacy.Privacy;
import adit.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.MBeanNotificationInfo;

/** Notifies of limits that are reached, and of quotas that soon are. For one thread at a time. */
final class LimitWatch {
    /** The types of the notifications. */
    static final String REACHED = "adit.limit.reached";

    static final String QUOTA = "adit.quota.eighty";

    /** Full is what they are meant to be. */
    private static final Set<String> CACHES = Set.of("dns.cache_size", "http.max_idle_origins");

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Supplier<List<Bound>> bounds;
    private final UsageBook usage;
    private final Privacy privacy;
    private final WallClock clock;
    private final Notices notices;
    private final Map<String, Instant> told = new HashMap<>();

    LimitWatch(Supplier<List<Bound>> bounds, UsageBook usage, Privacy privacy, WallClock clock, Notices notices) {
        this.bounds = bounds;
        this.usage = usage;
        this.privacy = privacy;
        this.clock = clock;
        this.notices = notices;
    }

    static MBeanNotificationInfo[] kinds() {
        return new MBeanNotificationInfo[] {
            Notices.kind(REACHED, "A limit is used up, of those in Limits: at most once a minute for each."),
            Notices.kind(QUOTA, "A user has moved four fifths of what it may in a period: once in each of them.")
        };
    }

    /** To be called about once a second. */
    void look() {
        bounds.get().stream()
                .filter(bound -> bound.limit() > 0 && bound.use() >= bound.limit())
                .filter(bound -> !CACHES.contains(bound.name()))
                .filter(this::isNews)
                .forEach(bound ->
                        notices.send(REACHED, bound.name() + " is reached: " + bound.use() + " of " + bound.limit()));
        usage.nearlyUsed().forEach(this::tell);
    }

    private boolean isNews(Bound bound) {
        Instant now = clock.now();
        Instant last = told.get(bound.name());
        if (last != null && now.isBefore(last.plus(PAUSE)) && !now.isBefore(last)) {
            return false;
        }
        told.put(bound.name(), now);
        return true;
    }

    private void tell(UsageBook.NearlyUsed quota) {
        String user = privacy.user(quota.user());
        notices.send(
                QUOTA,
                (user.isEmpty() ? "a user" : "user " + user) + " has moved " + quota.moved() + " of the "
                        + quota.quota() + " bytes that it may in one "
                        + quota.period().name().toLowerCase(Locale.ROOT));
    }
}
