package adit.management;

import adit.config.Units;
import adit.privacy.Dial;
import adit.privacy.Disclosure;
import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Something by which live tunnels are filtered and sorted. Immutable.
 *
 * @param text of a row; empty for a number
 * @param number of a row; 0 for a text
 * @param disclosure whether rows show it
 */
record TunnelField(
        String label,
        Kind kind,
        Function<TunnelRow, String> text,
        ToLongFunction<TunnelRow> number,
        Function<Dial, Disclosure> disclosure) {
    private static final String AGE = "age";

    private static final List<TunnelField> ALL = List.of(
            text("id", TunnelRow::getId),
            text("phase", TunnelRow::getPhase),
            text("listener", TunnelRow::getListener),
            text("client", TunnelRow::getClient, Dial::client),
            text("user", TunnelRow::getUser, Dial::user),
            text("target", TunnelRow::getTarget, Dial::target),
            number(AGE, Kind.TIME, TunnelRow::ageNanos),
            number("idle", Kind.TIME, TunnelRow::idleNanos),
            number("bytes", Kind.SIZE, TunnelRow::bytes),
            number("bytesToClient", Kind.SIZE, TunnelRow::getBytesToClient),
            number("bytesToTarget", Kind.SIZE, TunnelRow::getBytesToTarget),
            number("rate", Kind.SIZE, TunnelRow::rate),
            number("rateToClient", Kind.SIZE, TunnelRow::getRateToClient),
            number("rateToTarget", Kind.SIZE, TunnelRow::getRateToTarget));

    /** How it is compared. */
    enum Kind {
        TEXT("=, !=", "a text, in which * stands for anything"),
        TIME(">, >=, <, <=", "a duration such as 30s or 5m"),
        SIZE("=, !=, >, >=, <, <=", "a size such as 1000 or 1mb");

        private final String operators;
        private final String values;

        Kind(String operators, String values) {
            this.operators = operators;
            this.values = values;
        }
    }

    private static TunnelField text(String label, Function<TunnelRow, String> text) {
        return text(label, text, dial -> Disclosure.FULL);
    }

    private static TunnelField text(
            String label, Function<TunnelRow, String> text, Function<Dial, Disclosure> disclosure) {
        return new TunnelField(label, Kind.TEXT, text, row -> 0, disclosure);
    }

    private static TunnelField number(String label, Kind kind, ToLongFunction<TunnelRow> number) {
        return new TunnelField(label, kind, row -> "", number, dial -> Disclosure.FULL);
    }

    /** @throws IllegalArgumentException where no field has that name; the message tells those that there are */
    static TunnelField named(String name) {
        return ALL.stream()
                .filter(field -> field.label.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a tunnel has no " + Text.quoted(name)
                        + ": allowed is one of "
                        + ALL.stream().map(TunnelField::label).collect(Collectors.joining(", "))));
    }

    /** Refuses what the operator does not have shown: there is nothing to compare. */
    TunnelField shownBy(Dial dial) {
        if (disclosure.apply(dial) == Disclosure.NONE) {
            throw new IllegalArgumentException("a row does not show its " + label + ": privacy." + label + " is none");
        }
        return this;
    }

    /** A row with what it is sorted by, read once: figures change while they are compared. */
    record Keyed(String text, long number, TunnelRow row) {
        /** Of equal ones the oldest first. */
        static final Comparator<Keyed> ASCENDING = Comparator.comparing(Keyed::text)
                .thenComparingLong(Keyed::number)
                .thenComparingLong(keyed -> keyed.row.entry().sequence());

        static final Comparator<Keyed> DESCENDING = Comparator.comparing(Keyed::text)
                .thenComparingLong(Keyed::number)
                .reversed()
                .thenComparingLong(keyed -> keyed.row.entry().sequence());
    }

    Keyed keyed(TunnelRow row) {
        // Ages grow while they are read, one after the other.
        long key = label.equals(AGE) ? -row.entry().sequence() : number.applyAsLong(row);
        return new Keyed(text.apply(row), key, row);
    }

    /**
     * The condition that such a term of a filter sets.
     *
     * @throws IllegalArgumentException where it sets none; the message says what is allowed
     */
    Predicate<TunnelRow> condition(String operator, String value) {
        if (!Arrays.asList(kind.operators.split(", ")).contains(operator)) {
            throw new IllegalArgumentException(label + " has no " + operator + ": allowed is one of " + kind.operators);
        }
        if (kind == Kind.TEXT) {
            Predicate<String> matches = glob(value);
            boolean wanted = operator.equals("=");
            return row -> matches.test(text.apply(row)) == wanted;
        }
        LongPredicate holds = comparison(operator, quantity(value));
        return row -> holds.test(number.applyAsLong(row));
    }

    /** By RE2, whose time is linear however many stars there are. */
    private static Predicate<String> glob(String value) {
        String expression =
                Arrays.stream(value.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        Pattern pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return pattern::matches;
    }

    private long quantity(String value) {
        try {
            return kind == Kind.TIME ? Units.duration(value).toNanos() : Units.bytes(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    label + " is compared with " + kind.values + ", not with " + Text.quoted(value), e);
        }
    }

    private static LongPredicate comparison(String operator, long value) {
        return switch (operator) {
            case "=" -> number -> number == value;
            case "!=" -> number -> number != value;
            case ">" -> number -> number > value;
            case ">=" -> number -> number >= value;
            case "<" -> number -> number < value;
            default -> number -> number <= value;
        };
    }
}
