package adit.limits;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The hour, the day, the week and the month that a moment is in. Immutable. */
final class Windows {
    private final ZoneId zone;
    private final Map<Period, Window> windows = new EnumMap<>(Period.class);

    /** From one second since 1970 until before another. */
    private record Window(long begin, long end) {
        boolean covers(long second) {
            return begin <= second && second < end;
        }
    }

    Windows(Instant now, ZoneId zone) {
        this.zone = zone;
        ZonedDateTime local = now.atZone(zone);
        for (Period period : Period.values()) {
            ZonedDateTime begin = period.begin(local);
            long end = period.end(begin).toEpochSecond();
            windows.put(period, new Window(begin.toEpochSecond(), end));
        }
    }

    /** Whether a moment is in the very same four. */
    boolean cover(Instant now, ZoneId itsZone) {
        long second = now.getEpochSecond();
        return itsZone.equals(zone)
                && Arrays.stream(Period.values())
                        .allMatch(period -> windows.get(period).covers(second));
    }

    /** In seconds since 1970. */
    long begin(Period period) {
        return windows.get(period).begin();
    }

    /** In seconds since 1970. */
    long end(Period period) {
        return windows.get(period).end();
    }
}
