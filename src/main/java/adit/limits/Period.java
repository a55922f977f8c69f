package adit.limits;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** What a quota is counted over: by the calendar, not from the first byte on. A week begins on Monday (ISO 8601). */
public enum Period {
    HOUR,
    DAY,
    WEEK,
    MONTH;

    /** When the one began that this moment is in. */
    ZonedDateTime begin(ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        return switch (this) {
            case HOUR -> now.truncatedTo(ChronoUnit.HOURS);
            case DAY -> today.atStartOfDay(now.getZone());
            case WEEK ->
                today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(now.getZone());
            case MONTH -> today.withDayOfMonth(1).atStartOfDay(now.getZone());
        };
    }

    /** When the next one begins after that which began then. */
    ZonedDateTime end(ZonedDateTime begin) {
        LocalDate day = begin.toLocalDate();
        return switch (this) {
            case HOUR -> begin.plusHours(1);
            case DAY -> day.plusDays(1).atStartOfDay(begin.getZone());
            case WEEK -> day.plusWeeks(1).atStartOfDay(begin.getZone());
            case MONTH -> day.plusMonths(1).atStartOfDay(begin.getZone());
        };
    }
}
