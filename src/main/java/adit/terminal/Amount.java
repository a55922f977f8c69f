package adit.terminal;

import java.util.Locale;

/** Figures in few characters, for people; {@link Json} has them exactly. */
final class Amount {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final int KILO = 1024;
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Amount() {}

    /** Such as {@code 812 B}, {@code 1.5 MB}, {@code 34 GB}; units are powers of 1024, as in the configuration. */
    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (Math.round(amount) >= KILO) {
            amount /= KILO;
            unit++;
        }
        String pattern = unit == 0 || amount >= 9.95 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, pattern, amount, UNITS[unit]);
    }

    /** Such as {@code 1.5 MB/s}. */
    static String rate(long bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** Its two greatest units, such as {@code 7s}, {@code 3m 20s}, {@code 2d 4h}. */
    static String time(long seconds) {
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + "m " + seconds % MINUTE + "s";
        }
        return seconds < DAY
                ? seconds / HOUR + "h " + seconds % HOUR / MINUTE + "m"
                : seconds / DAY + "d " + seconds % DAY / HOUR + "h";
    }

    /** Such as {@code 850 µs}, {@code 1.5 ms}, {@code 2.5 s}. */
    static String micros(long micros) {
        if (micros < 1_000) {
            return micros + " µs";
        }
        return micros < 1_000_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }
}
