package adit.change;

import adit.account.Crowd;
import adit.config.LiveSettings;
import adit.policy.AccessRequest;
import adit.policy.Grant;
import adit.policy.GrantedTarget;
import adit.policy.Grants;
import adit.time.Later;
import adit.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Gives grants for a while, takes them back and counts their uses. They end with the process at the latest. Safe for use by any thread. */
public final class TemporaryGrants {
    static final int MOST = 100;
    private static final int LONGEST_REASON = 200;
    private static final int LONGEST_USER = 256;
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Logger AUDIT = LogManager.getLogger("adit.audit");

    private final LiveSettings settings;
    private final WallClock clock;
    private final Later later;
    private final Map<String, Uses> uses = new ConcurrentHashMap<>();
    private long given;

    private record Uses(LongAdder count, Crowd clients) {}

    TemporaryGrants(LiveSettings settings, WallClock clock, Later later) {
        this.settings = settings;
        this.clock = clock;
        this.later = later;
    }

    /**
     * Lets something be reached whatever block lists and rules say, from now on.
     *
     * @param target {@code host:port}, {@code *.name:port}, or {@code *} for the port
     * @param user empty for everybody
     * @param duration from a second to a week
     * @param reason on one line
     * @throws RefusedException where one of these is not that, or there are too many grants
     */
    public synchronized Grant give(String target, String user, String duration, String reason) throws RefusedException {
        GrantedTarget granted = target(target);
        Optional<String> only = user(user);
        Duration time = Times.parse(duration.strip(), LEAST, LONGEST);
        String why = reason(reason);
        prune();
        if (inForce().size() >= MOST) {
            throw new RefusedException("there are " + MOST + " grants already: revoke one first");
        }
        Instant until = clock.now().plus(time).truncatedTo(ChronoUnit.MILLIS);
        Grant grant = new Grant(Grant.id(++given), granted, only, until, why);
        uses.put(grant.id(), new Uses(new LongAdder(), new Crowd()));
        settings.changeGrants(grants -> grants.with(grant));
        later.run(time.plusSeconds(1), this::prune);
        return grant;
    }

    private static GrantedTarget target(String text) throws RefusedException {
        try {
            return GrantedTarget.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("the target: " + e.getMessage());
        }
    }

    private static Optional<String> user(String text) throws RefusedException {
        if (text.length() > LONGEST_USER) {
            throw new RefusedException("the user is longer than " + LONGEST_USER + " characters");
        }
        return Optional.of(text.strip()).filter(user -> !user.isEmpty());
    }

    private static String reason(String text) throws RefusedException {
        String reason = text.strip();
        if (reason.isEmpty()
                || reason.length() > LONGEST_REASON
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedException("a reason on one line, of 1 to " + LONGEST_REASON + " characters, is needed");
        }
        return reason;
    }

    /**
     * Takes a grant back; tunnels that it let in go on.
     *
     * @throws RefusedException where there is none of that id
     */
    public synchronized Grant revoke(String id) throws RefusedException {
        prune();
        Grant grant = settings.current()
                .grants()
                .find(id.strip())
                .orElseThrow(() -> new RefusedException("no grant in force has this id"));
        settings.changeGrants(grants -> grants.without(grant.id()));
        uses.remove(grant.id());
        return grant;
    }

    /** Those in force, the oldest first. */
    public List<Grant> inForce() {
        return settings.current().grants().at(clock.now()).all();
    }

    /** A policy has let a request pass by that rule, which may be a grant. */
    void used(String rule, AccessRequest request) {
        Uses known = uses.get(rule);
        if (known != null) {
            known.count().increment();
            known.clients().join(request);
        }
    }

    /** How many requests have passed by the grant; -1 where they were of too few clients to be told. */
    public long uses(String id) {
        Uses known = uses.get(id);
        if (known == null || known.count().sum() == 0) {
            return 0;
        }
        return known.clients().isLargeEnough() ? known.count().sum() : -1;
    }

    /** Forgets those that are over; they have had no effect since. */
    private synchronized void prune() {
        Grants all = settings.current().grants();
        Grants rest = all.at(clock.now());
        if (rest.all().size() == all.all().size()) {
            return;
        }
        settings.changeGrants(grants -> grants.at(clock.now()));
        all.all().stream().filter(grant -> !rest.all().contains(grant)).forEach(grant -> {
            AUDIT.info("{} is over: {}", grant.id(), grant.target());
            uses.remove(grant.id());
        });
    }
}
