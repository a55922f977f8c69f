package adit.time;

import java.time.Instant;

/** The time of day, for what people read; deadlines use a {@link Ticker}. Safe for use by any thread. */
@FunctionalInterface
public interface WallClock {
    /** The clock of this machine. */
    WallClock SYSTEM = Instant::now;

    /** What time it is. */
    Instant now();
}
