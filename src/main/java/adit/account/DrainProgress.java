package adit.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a drain is.
 *
 * @param startedAt when it began
 * @param remaining tunnels that still live
 * @param oldest the age of the oldest of them; zero where there is none
 * @param bytesPerSecond what they moved lately, both directions together
 * @param estimated when all will have ended if they go on to end as they did, at most {@code left}
 * @param left the time until those that still live are ended
 */
public record DrainProgress(
        Instant startedAt, int remaining, Duration oldest, long bytesPerSecond, Duration estimated, Duration left) {

    private static final int KILO = 1000;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    /** In one line, for an operator. */
    @Override
    public String toString() {
        if (remaining == 0) {
            return "no tunnel is left";
        }
        return String.format(
                Locale.ROOT,
                "%d %s left, the oldest %s old, %s/s; about %s more, at most %s",
                remaining,
                remaining == 1 ? "tunnel" : "tunnels",
                text(oldest),
                bytes(bytesPerSecond),
                text(estimated),
                text(left));
    }

    private static String text(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }

    private static String bytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= KILO && unit < UNITS.length - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
