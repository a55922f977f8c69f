package adit.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * When a rule holds: on days, in hours, or in those hours of those days. Hours that cross midnight belong to the day on
 * which they began. What the clocks of the zone show decides, when they are changed, too. Immutable.
 *
 * @param days empty for any
 * @param hours empty for all of a day
 */
public record Times(Set<DayOfWeek> days, Optional<Hours> hours, ZoneId zone) {
    /** At any time. */
    public static final Times ALWAYS = new Times(Set.of(), Optional.empty(), ZoneOffset.UTC);

    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;

    public Times {
        days = Set.copyOf(days);
    }

    /**
     * A part of a day, or of two where it ends before it begins.
     *
     * @param from the first minute of it, from 0 to 1439
     * @param to the first minute after it, from 0 to 1440
     */
    public record Hours(int from, int to) {
        /** @throws IllegalArgumentException where that is no time, or none of it */
        public Hours {
            if (from < 0 || from >= MINUTES_OF_DAY || to < 0 || to > MINUTES_OF_DAY || from == to) {
                throw new IllegalArgumentException("not a part of a day");
            }
        }

        /**
         * Reads {@code 08:00-18:00}, {@code 22:00-06:00} or {@code 18:00-24:00}.
         *
         * @throws IllegalArgumentException where the text is not of that form
         */
        public static Hours parse(String text) {
            if (!text.matches("[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]")) {
                throw new IllegalArgumentException("not two times of a day");
            }
            return new Hours(minute(text, 0), minute(text, 6));
        }

        private static int minute(String text, int at) {
            int hour = Integer.parseInt(text.substring(at, at + 2));
            return hour * MINUTES_OF_HOUR + Integer.parseInt(text.substring(at + 3, at + 5));
        }

        private boolean crossMidnight() {
            return to < from;
        }

        @Override
        public String toString() {
            return time(from) + "-" + time(to);
        }

        private static String time(int minute) {
            return String.format("%02d:%02d", minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
        }
    }

    /** Whether that is no condition at all. */
    public boolean areAlways() {
        return days.isEmpty() && hours.isEmpty();
    }

    /** Whether the rule holds at that time. */
    boolean include(Instant time) {
        return areAlways() || include(time.atZone(zone));
    }

    private boolean include(ZonedDateTime local) {
        DayOfWeek day = local.getDayOfWeek();
        if (hours.isEmpty()) {
            return isOn(day);
        }
        Hours part = hours.get();
        int minute = local.getHour() * MINUTES_OF_HOUR + local.getMinute();
        if (!part.crossMidnight()) {
            return part.from() <= minute && minute < part.to() && isOn(day);
        }
        return minute >= part.from() ? isOn(day) : minute < part.to() && isOn(day.minus(1));
    }

    private boolean isOn(DayOfWeek day) {
        return days.isEmpty() || days.contains(day);
    }
}
