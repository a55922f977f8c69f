package adit.management;

import adit.account.TunnelTotals;
import adit.config.LiveSettings;
import adit.config.Reload;
import adit.tunnel.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.management.MBeanNotificationInfo;

/**
 * Notifies of reloads that are refused, and of many more denials than usual. Safe for use by any thread.
 *
 * <p>Many are at least {@value #LEAST} in one minute, and more than {@value #TIMES} times the mean of the minutes before, of
 * one hour at most.
 */
final class PolicyWatch {
    /** The types of the notifications. */
    static final String SPIKE = "adit.denial.spike";

    static final String REJECTED = "adit.reload.rejected";

    private static final int LEAST = 30;
    private static final int TIMES = 5;
    private static final int MINUTES = 60;

    private static final List<Outcome> DENIALS = List.of(
            Outcome.TARGET_BLOCKED,
            Outcome.TARGET_NOT_ALLOWED,
            Outcome.PORT_NOT_ALLOWED,
            Outcome.ADDRESS_DENIED,
            Outcome.LOOP_DETECTED);

    private final TunnelTotals totals;
    private final LiveSettings settings;
    private final Notices notices;

    /** Denials of each of the last minutes. Guarded by this, as what follows. */
    private final Deque<Long> minutes = new ArrayDeque<>();

    private long counted;

    PolicyWatch(TunnelTotals totals, LiveSettings settings, Notices notices) {
        this.totals = totals;
        this.settings = settings;
        this.notices = notices;
    }

    static MBeanNotificationInfo[] kinds() {
        return new MBeanNotificationInfo[] {
            Notices.kind(
                    SPIKE,
                    "In one minute the policies denied at least " + LEAST + " requests, and more than " + TIMES
                            + " times as many as in a minute of the last hour: looked at once a minute."),
            Notices.kind(REJECTED, "A reload was refused and what ran before runs on: each time.")
        };
    }

    /** A minute is over since the last time. */
    synchronized void minuteOver() {
        long total = DENIALS.stream().mapToLong(totals::closed).sum();
        long denied = total - counted;
        counted = total;
        double mean = minutes.stream().mapToLong(Long::longValue).average().orElse(0);
        if (denied >= LEAST && denied > TIMES * mean) {
            notices.send(
                    SPIKE, "requests denied in the last minute: " + denied + "; in a usual one: " + Math.round(mean));
        }
        minutes.add(denied);
        if (minutes.size() > MINUTES) {
            minutes.remove();
        }
    }

    /** There was a reload. */
    void reloaded() {
        Optional<Reload> last = settings.lastReload().filter(reload -> !reload.succeeded());
        last.ifPresent(reload -> notices.send(REJECTED, Text.brief(Text.oneLine(reload.message()))));
    }
}
