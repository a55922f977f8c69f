package adit.management;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values read in a management client and in the audit log. */
public final class Text {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    /** In characters: what others send cannot flood the log. */
    private static final int BRIEF = 500;

    /** In code points. */
    private static final int GLIMPSE = 40;

    /** In characters, about. */
    private static final int DIALOG_WIDTH = 56;

    private Text() {}

    /** The text without line breaks, terminal controls or invisible characters. */
    public static String escape(String text) {
        return text.codePoints()
                .mapToObj(c -> isVisible(c) ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c))
                .collect(Collectors.joining());
    }

    /** The {@link #escape escaped} text, cut where it is long. */
    static String brief(String text) {
        return text.length() > BRIEF ? escape(text.substring(0, BRIEF)) + "…" : escape(text);
    }

    /** The beginning of the {@link #escape escaped} text between quotation marks, enough to find it again. */
    static String quoted(String text) {
        int end = text.offsetByCodePoints(0, Math.min(GLIMPSE, text.codePointCount(0, text.length())));
        return "\"" + escape(text.substring(0, end)) + (end < text.length() ? "…" : "") + "\"";
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The lines joined: JConsole shows an attribute on a single line. */
    static String oneLine(String text) {
        return text.lines().collect(Collectors.joining(" | "));
    }

    /** The lines broken between words, with the rest indented: JConsole shows a result in a narrow dialog. */
    static String wrap(String text) {
        return text.lines()
                .map(line -> line.replaceAll("(.{1," + DIALOG_WIDTH + "})(?: +|$)", "$1\n  ")
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    /** Such as {@code 512 bytes} or {@code 1.2 GiB}. */
    public static String bytes(long count) {
        if (count < 1024) {
            return count + " bytes";
        }
        int unit = (63 - Long.numberOfLeadingZeros(count)) / 10;
        return String.format(Locale.ROOT, "%.1f %s", count / (double) (1L << (10 * unit)), UNITS[unit - 1]);
    }

    /** The two largest parts, such as {@code 3 d 12 h} or {@code 5 min 0 s}. */
    public static String duration(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
