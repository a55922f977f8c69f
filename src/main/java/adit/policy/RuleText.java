package adit.policy;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule in words, its conditions by the names that the configuration has for them. */
final class RuleText {
    private static final int LETTERS_OF_DAY = 3;

    private final List<String> conditions = new ArrayList<>();

    private RuleText() {}

    static String of(Rule rule) {
        RuleText text = new RuleText();
        text.add("hosts", rule.scope().hosts());
        rule.scope().ports().ifPresent(ports -> text.conditions.add("ports " + ports));
        text.add("addresses", rule.scope().addresses());
        text.add(
                "purposes",
                rule.scope().purposes().stream().sorted().map(RuleText::lower).toList());
        text.add("listeners", sorted(rule.scope().listeners()));
        text.add("clients", rule.audience().clients());
        text.add("users", sorted(rule.audience().users()));
        text.add("groups", sorted(rule.audience().groups()));
        text.add(rule.times());
        String what = text.conditions.isEmpty() ? "everything" : String.join("; ", text.conditions);
        return rule.id() + ": " + lower(rule.action()) + " " + what;
    }

    private void add(Times times) {
        add("days", times.days().stream().sorted().map(RuleText::day).toList());
        times.hours().ifPresent(hours -> conditions.add("hours " + hours));
        if (!times.areAlways()) {
            conditions.add("time_zone " + times.zone());
        }
    }

    private void add(String condition, Collection<?> values) {
        if (!values.isEmpty()) {
            conditions.add(
                    condition + values.stream().map(Object::toString).collect(Collectors.joining(", ", " ", "")));
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static String day(DayOfWeek day) {
        return lower(day).substring(0, LETTERS_OF_DAY);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
