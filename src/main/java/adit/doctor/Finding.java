package adit.doctor;

import adit.http.Printable;
import java.util.Locale;

/**
 * What was found on one matter.
 *
 * @param advice what to do about it; empty where all is well
 */
public record Finding(Level level, String matter, String text, String advice) {
    /** How bad it is. */
    public enum Level {
        /** Nothing is to be done. */
        OK,
        /** It serves, but not all that it is set up for, or not for long. */
        WARN,
        /** It cannot serve, or not safely. */
        FAIL
    }

    static Finding ok(String matter, String text) {
        return new Finding(Level.OK, matter, text, "");
    }

    static Finding warn(String matter, String text, String advice) {
        return new Finding(Level.WARN, matter, text, advice);
    }

    static Finding fail(String matter, String text, String advice) {
        return new Finding(Level.FAIL, matter, text, advice);
    }

    public boolean isFailure() {
        return level == Level.FAIL;
    }

    /** All of it on one line, which begins with {@code ok}, {@code warn} or {@code fail}. */
    public String line() {
        String line = String.format("%-4s  %s: %s", level.name().toLowerCase(Locale.ROOT), matter, text);
        return Printable.text((advice.isEmpty() ? line : line + "; " + advice).replace('\n', ' '));
    }
}
