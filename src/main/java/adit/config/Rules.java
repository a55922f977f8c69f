package adit.config;

import adit.policy.Decision;
import adit.policy.Grant;
import adit.policy.Rule;
import adit.policy.Rule.Audience;
import adit.policy.Rule.Scope;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import adit.policy.Times;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the rules of policies, and what holds between their keys. */
final class Rules {
    private static final Set<String> RESERVED = Set.of(
            RuleSet.ALLOWED_TARGETS,
            RuleSet.ALLOWED_PORTS,
            RuleSet.NO_RULE,
            TargetPolicy.ALLOWED_ADDRESSES,
            TargetPolicy.BLOCK_LISTS,
            TargetPolicy.MODE,
            Decision.LOOP);

    private final Problems problems;
    private final Location listenersAt;
    private final boolean listenersAreSound;
    private final Set<String> listeners;

    Rules(Values values, Problems problems) {
        this.problems = problems;
        this.listenersAt = values.at(Schema.LISTENERS);
        this.listenersAreSound = !problems.concern(Schema.LISTENERS);
        this.listeners = values.items(Schema.LISTENERS).stream()
                .map(item -> values.over(item).get(Schema.LISTENER_NAME))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param places takes where each of them was written, by its id */
    List<Rule> read(Values policy, Map<String, String> places) {
        ZoneId zone = policy.find(Schema.TIME_ZONE).map(Located::value).orElseGet(ZoneId::systemDefault);
        List<Rule> rules = new ArrayList<>();
        Map<String, String> pathsById = new HashMap<>();
        for (Item item : policy.items(Schema.RULES)) {
            Values own = policy.alone(item);
            Optional<Located<String>> id = required(item, own, Schema.RULE_ID);
            Optional<Located<Rule.Action>> action = required(item, own, Schema.RULE_ACTION);
            if (id.isPresent() && action.isPresent()) {
                checkId(item, id.get(), pathsById);
                places.put(id.get().value(), item.location().brief());
                rules.add(new Rule(
                        id.get().value(), action.get().value(), scope(item, own), audience(own), times(own, zone)));
            }
        }
        return rules;
    }

    private Scope scope(Item item, Values own) {
        return new Scope(
                list(own, Schema.RULE_HOSTS),
                own.find(Schema.RULE_PORTS).map(Located::value),
                list(own, Schema.RULE_ADDRESSES),
                Set.of(),
                listeners(item, own));
    }

    private Set<String> listeners(Item item, Values own) {
        List<Located<String>> names = list(own, Schema.RULE_LISTENERS);
        names.forEach(name -> checkListener(item, name));
        return names.stream().map(Located::value).collect(Collectors.toUnmodifiableSet());
    }

    private static Audience audience(Values own) {
        return new Audience(
                list(own, Schema.RULE_CLIENTS),
                Set.copyOf(list(own, Schema.RULE_USERS)),
                Set.copyOf(list(own, Schema.RULE_GROUPS)));
    }

    private static Times times(Values own, ZoneId zone) {
        Set<DayOfWeek> days =
                list(own, Schema.RULE_DAYS).stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
        Times times = new Times(days, own.find(Schema.RULE_HOURS).map(Located::value), zone);
        return times.areAlways() ? Times.ALWAYS : times;
    }

    private static <T> List<T> list(Values own, Key<List<T>> key) {
        return own.find(key).map(Located::value).orElse(List.of());
    }

    private <T> Optional<Located<T>> required(Item item, Values own, Key<T> key) {
        Optional<Located<T>> value = own.find(key);
        if (value.isEmpty()) {
            problems.refuse(
                    item.location(),
                    item.path() + "." + key.name(),
                    "nothing",
                    key.type().allowed());
        }
        return value;
    }

    private void checkId(Item item, Located<String> id, Map<String, String> pathsById) {
        if (Grant.isId(id.value())) {
            String found = Shown.quoted(id.value()) + ", as temporary grants are called";
            problems.refuse(id.location(), item.path() + ".id", found, "an id of its own");
        }
        if (RESERVED.contains(id.value())) {
            String found = Shown.quoted(id.value()) + ", by which refusals name another key";
            problems.refuse(id.location(), item.path() + ".id", found, "an id of its own");
        }
        String first = pathsById.putIfAbsent(id.value(), item.path());
        if (first != null) {
            String found = Shown.quoted(id.value()) + ", the id of " + first;
            problems.refuse(id.location(), item.path() + ".id", found, "an id of its own");
        }
    }

    /**
     * Where the environment or the command line put a listener of their own in place of those of the file, the rules for
     * those must not be in the way. Where a listener is wrong its name is missing here.
     */
    private void checkListener(Item item, Located<String> name) {
        boolean replaced = !listenersAt.equals(Location.DEFAULTS)
                && !listenersAt.source().equals(name.location().source());
        if (listenersAreSound && !replaced && !listeners.contains(name.value())) {
            problems.refuseName(name.location(), item.path() + ".listeners", name.value(), listeners);
        }
    }
}
