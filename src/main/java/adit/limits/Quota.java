package adit.limits;

import java.time.ZoneId;

/**
 * How many bytes a user may move in both directions. Zero means no limit.
 *
 * @param zone where hours, days, weeks and months begin
 */
public record Quota(long hour, long day, long week, long month, ZoneId zone) {
    public Quota {
        if (Math.min(Math.min(hour, day), Math.min(week, month)) < 0) {
            throw new IllegalArgumentException("a quota is negative");
        }
    }

    /** No limit at all. */
    public static Quota none(ZoneId zone) {
        return new Quota(0, 0, 0, 0, zone);
    }

    /** Whether anything is limited. */
    public boolean limits() {
        return (hour | day | week | month) != 0;
    }

    /** The limit over one period; 0 for none. */
    public long of(Period period) {
        return switch (period) {
            case HOUR -> hour;
            case DAY -> day;
            case WEEK -> week;
            case MONTH -> month;
        };
    }
}
