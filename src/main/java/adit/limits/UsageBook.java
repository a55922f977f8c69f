package adit.limits;

import adit.time.WallClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What all users have moved, held against the quota. Safe for use by any thread; {@link #open}, {@link #collect} and
 * {@link #save} are for one at a time, and not for one that serves tunnels.
 *
 * <p>Tunnels count nothing on their way: {@link #collect} asks each how much it has moved, and so a quota is overrun by what
 * moves between two looks. What was counted since the last {@link #save} is lost where the process is killed.
 *
 * <p>While there is a quota and the store cannot be read, nobody who has one may move anything.
 */
public final class UsageBook {
    private static final Logger LOG = LogManager.getLogger(UsageBook.class);

    /** When to try again where the store cannot be read. */
    private static final long UNREADABLE_RETRY_SECONDS = 10;

    private final Supplier<Quota> quota;
    private final WallClock clock;
    private final UsageStore store;
    private final Map<String, UserAccount> accounts = new ConcurrentHashMap<>();
    private volatile Windows windows;
    private volatile boolean open;

    /** @param quota what each user may move, asked anew each time */
    public UsageBook(Supplier<Quota> quota, WallClock clock, UsageFile store) {
        this(quota, clock, (UsageStore) store);
    }

    UsageBook(Supplier<Quota> quota, WallClock clock, UsageStore store) {
        this.quota = quota;
        this.clock = clock;
        this.store = store;
        this.windows = new Windows(clock.now(), quota.get().zone());
    }

    /** The windows of now, which hardly ever are others than those of the last time. */
    Windows windows() {
        Windows last = windows;
        if (!last.cover(clock.now(), quota.get().zone())) {
            last = new Windows(clock.now(), quota.get().zone());
            windows = last;
        }
        return last;
    }

    /**
     * Reads what was moved before, where there is a quota and it has not been read yet.
     *
     * @throws IOException where it cannot be read
     */
    public void open() throws IOException {
        if (!open && quota.get().limits()) {
            Windows now = windows();
            store.load(now).forEach((user, usage) -> account(user).stored(now, usage));
            open = true;
        }
    }

    private UserAccount account(String user) {
        return accounts.computeIfAbsent(user, name -> new UserAccount());
    }

    /** Why the user may move nothing more; empty where it may. */
    public Optional<QuotaRefusal> refusal(String user) {
        if (!quota.get().limits()) {
            return Optional.empty();
        }
        if (!open) {
            return Optional.of(new QuotaRefusal(
                    "How much you have moved cannot be read at present, so you may move nothing more.",
                    UNREADABLE_RETRY_SECONDS));
        }
        UserAccount account = accounts.get(user);
        return account == null ? Optional.empty() : refusal(account, windows());
    }

    /** The one that lasts longest, where several are used up. */
    private Optional<QuotaRefusal> refusal(UserAccount account, Windows now) {
        return Arrays.stream(Period.values())
                .filter(period -> quota.get().of(period) > 0)
                .filter(period -> account.moved(now, period) >= quota.get().of(period))
                .reduce((shorter, longer) -> longer)
                .map(period -> new QuotaRefusal(
                        "You have moved the " + quota.get().of(period) + " bytes that you may in one "
                                + period.name().toLowerCase(Locale.ROOT) + ".",
                        Math.max(1, now.end(period) - clock.now().getEpochSecond())));
    }

    /** Counts the tunnel for the user, until the meter is closed. */
    public Meter count(String user, Metered tunnel) {
        UserAccount account = account(user);
        Meter meter = new Meter(this, account, tunnel);
        account.open(meter);
        return meter;
    }

    /** Looks how much was moved, and has the tunnels of those end who have used up their quota. */
    public void collect() {
        if (quota.get().limits()) {
            accounts.forEach((user, account) -> {
                account.meters().forEach(Meter::count);
                if (refusal(user).isPresent()) {
                    account.meters().forEach(Meter::end);
                }
            });
        }
    }

    /** Stores what was counted since the last time. What cannot be stored is kept for the next time. */
    public void save() {
        if (!quota.get().limits()) {
            return;
        }
        Windows now = windows();
        Map<String, Usage> moved = new HashMap<>();
        try {
            open();
            accounts.forEach((user, account) -> account.takeUnsaved(now).ifPresent(usage -> moved.put(user, usage)));
            if (!moved.isEmpty()) {
                store.add(now, moved).forEach((user, usage) -> account(user).stored(now, usage));
            }
        } catch (IOException e) {
            LOG.error("the quotas of users are not kept: {}", e.getMessage());
            moved.forEach((user, usage) -> account(user).giveBack(now, usage));
        }
    }

    /** The users that have come to four fifths of what they may move in a period; each is told once in it. */
    public List<NearlyUsed> nearlyUsed() {
        List<NearlyUsed> news = new ArrayList<>();
        Windows now = windows();
        for (Period period : Period.values()) {
            long most = quota.get().of(period);
            if (most > 0) {
                accounts.forEach((user, account) -> {
                    if (account.comesTo(now, period, most - most / 5)) {
                        news.add(new NearlyUsed(user, period, account.moved(now, period), most));
                    }
                });
            }
        }
        return news;
    }

    /** A user that has moved most of what it may in a period, in bytes. */
    public record NearlyUsed(String user, Period period, long moved, long quota) {}

    /** What users have moved in the windows of now, by their names. */
    public List<Row> rows() {
        Windows now = windows();
        return new TreeMap<>(accounts)
                .entrySet().stream()
                        .map(named -> new Row(
                                named.getKey(),
                                named.getValue().moved(now, Period.HOUR),
                                named.getValue().moved(now, Period.DAY),
                                named.getValue().moved(now, Period.WEEK),
                                named.getValue().moved(now, Period.MONTH)))
                        .toList();
    }

    /** What one user has moved, in bytes. */
    public record Row(String user, long hour, long day, long week, long month) {}
}
