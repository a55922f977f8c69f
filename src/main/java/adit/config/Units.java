package adit.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and their units, written one way only: ASCII digits, no sign, no leading zero, no fraction. */
public final class Units {
    private static final Pattern QUANTITY = Pattern.compile("(0|[1-9][0-9]{0,17})([A-Za-z]*)");
    private static final Map<String, Long> MILLIS = new LinkedHashMap<>();
    private static final Map<String, Long> BYTES = new LinkedHashMap<>();

    static {
        MILLIS.put("ms", 1L);
        MILLIS.put("s", 1_000L);
        MILLIS.put("m", 60_000L);
        MILLIS.put("h", 3_600_000L);
        MILLIS.put("d", 86_400_000L);
        BYTES.put("", 1L);
        BYTES.put("kb", 1L << 10);
        BYTES.put("mb", 1L << 20);
        BYTES.put("gb", 1L << 30);
    }

    private Units() {}

    /**
     * {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 7d}; {@code 0} needs no unit.
     *
     * @throws IllegalArgumentException where the text is anything else
     */
    public static Duration duration(String text) {
        return text.equals("0") ? Duration.ZERO : Duration.ofMillis(quantity(text, MILLIS));
    }

    /**
     * Bytes: {@code 100}, {@code 16kb}, {@code 100MB}, {@code 2gb}, in powers of 1024.
     *
     * @throws IllegalArgumentException where the text is anything else
     */
    public static long bytes(String text) {
        return quantity(text.toLowerCase(Locale.ROOT), BYTES);
    }

    /** @throws IllegalArgumentException where the text is anything but a whole number */
    static long number(String text) {
        return quantity(text, Map.of("", 1L));
    }

    private static long quantity(String text, Map<String, Long> units) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException();
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), units.get(matcher.group(2)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large", e);
        }
    }
}
