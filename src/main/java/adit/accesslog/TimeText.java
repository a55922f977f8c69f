package adit.accesslog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of day as a line has them. A second is formatted once for all lines of it. Safe for use by any thread. */
final class TimeText {
    private static final long MILLIS = 1_000;
    private static final TimeText ISO = new TimeText("yyyy-MM-dd'T'HH:mm:ss");
    private static final TimeText CLF = new TimeText("dd/MMM/yyyy:HH:mm:ss Z");

    private final DateTimeFormatter formatter;
    private volatile Second latest = new Second(Long.MIN_VALUE, "");

    private record Second(long number, String text) {}

    private TimeText(String pattern) {
        formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    static void iso(Instant time, StringBuilder out) {
        out.append(ISO.secondOf(time)).append('.');
        int millis = (int) Math.floorMod(time.toEpochMilli(), MILLIS);
        out.append((char) ('0' + millis / 100))
                .append((char) ('0' + millis / 10 % 10))
                .append((char) ('0' + millis % 10))
                .append('Z');
    }

    static void clf(Instant time, StringBuilder out) {
        out.append(CLF.secondOf(time));
    }

    static void epoch(Instant time, StringBuilder out) {
        Durations.thousandths(time.toEpochMilli(), out);
    }

    private String secondOf(Instant time) {
        Second known = latest;
        if (known.number() != time.getEpochSecond()) {
            known = new Second(time.getEpochSecond(), formatter.format(time));
            latest = known;
        }
        return known.text();
    }
}
