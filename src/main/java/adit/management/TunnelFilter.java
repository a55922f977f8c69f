package adit.management;

import adit.privacy.Dial;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the live tunnels are wanted: terms such as {@code listener=main phase=RELAYING idle>30s bytes>1mb}, all of which
 * must hold. A value with spaces in it stands between double quotes. Immutable.
 */
final class TunnelFilter implements Predicate<TunnelRow> {
    /** In characters. */
    static final int LONGEST = 1000;

    private static final Pattern TERM = Pattern.compile(
            "(?<field>\\w++)(?<operator>[=!<>]++)(?:\"(?<quoted>[^\"]*+)\"|(?<bare>[^\\s\"]++))(?=\\s|$)");

    private final Predicate<TunnelRow> conditions;

    private TunnelFilter(Predicate<TunnelRow> conditions) {
        this.conditions = conditions;
    }

    /**
     * Reads a filter; an empty one lets all pass.
     *
     * @param dial what rows show, so that a filter cannot find out what they do not
     * @throws IllegalArgumentException with one line that says what is allowed
     */
    static TunnelFilter parse(String text, Dial dial) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a filter has at most " + LONGEST + " characters");
        }
        Predicate<TunnelRow> all = row -> true;
        String rest = text.strip();
        while (!rest.isEmpty()) {
            Matcher term = TERM.matcher(rest);
            if (!term.lookingAt()) {
                throw new IllegalArgumentException(
                        Text.quoted(rest)
                                + " is no condition: allowed is a field, a comparison and a value, such as idle>30s or listener=main");
            }
            all = all.and(condition(term, dial));
            rest = rest.substring(term.end()).strip();
        }
        return new TunnelFilter(all);
    }

    private static Predicate<TunnelRow> condition(Matcher term, Dial dial) {
        TunnelField field = TunnelField.named(term.group("field")).shownBy(dial);
        String value = term.group("quoted") == null ? term.group("bare") : term.group("quoted");
        return field.condition(term.group("operator"), value);
    }

    @Override
    public boolean test(TunnelRow row) {
        return conditions.test(row);
    }
}
