package adit.change;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of the live tunnels that new policies deny.
 *
 * @param name as the operator writes it
 * @param closeAfter when they end; empty where they stay
 */
record CommitMode(String name, Optional<Duration> closeAfter) {
    static final CommitMode KEEP = new CommitMode("keep", Optional.empty());

    private static final String GRACE = "grace ";

    /** Reads {@code keep}, {@code close} or {@code grace 30s}. */
    static CommitMode parse(String text) throws RefusedException {
        String mode = text.strip().toLowerCase(Locale.ROOT);
        if (mode.equals("keep")) {
            return KEEP;
        }
        if (mode.equals("close")) {
            return new CommitMode(mode, Optional.of(Duration.ZERO));
        }
        if (mode.startsWith(GRACE)) {
            Duration time =
                    Times.parse(mode.substring(GRACE.length()).strip(), Duration.ofSeconds(1), Duration.ofDays(7));
            return new CommitMode(GRACE + time, Optional.of(time));
        }
        throw new RefusedException("the mode is keep, close, or grace with a duration such as grace 30s");
    }
}
