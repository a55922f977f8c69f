package adit.change;

import adit.config.Units;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;

/** Durations as operators write them: {@code 30m} as in the configuration, or {@code PT30M} (ISO 8601). */
final class Times {
    private Times() {}

    /** @throws RefusedException where the text is no duration from the least to the most */
    static Duration parse(String text, Duration least, Duration most) throws RefusedException {
        try {
            boolean iso = text.toUpperCase(Locale.ROOT).startsWith("P");
            Duration duration = iso ? Duration.parse(text) : Units.duration(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refusal(least, most);
        }
        throw refusal(least, most);
    }

    private static RefusedException refusal(Duration least, Duration most) {
        return new RefusedException("a duration from " + least + " to " + most + " is needed, such as 30m or PT30M");
    }
}
