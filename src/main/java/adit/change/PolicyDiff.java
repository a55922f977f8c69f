package adit.change;

import adit.config.PolicySet;
import adit.policy.Cidr;
import adit.policy.PolicyMode;
import adit.policy.Rule;
import adit.policy.TargetPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What tells the next policies from those before them, in one line for each difference. */
final class PolicyDiff {
    private final List<String> lines = new ArrayList<>();

    private PolicyDiff() {}

    static List<String> between(PolicySet before, PolicySet next) {
        PolicyDiff diff = new PolicyDiff();
        Set<String> names = new TreeSet<>(before.policies().keySet());
        names.addAll(next.policies().keySet());
        for (String name : names) {
            diff.policy(name, before.policies().get(name), next.policies().get(name));
        }
        new TreeSet<>(next.byListener().keySet())
                .forEach(listener -> diff.value(
                        "listener " + listener + ": policy",
                        before.byListener().get(listener),
                        next.byListener().get(listener)));
        return List.copyOf(diff.lines);
    }

    private void policy(String name, TargetPolicy before, TargetPolicy next) {
        String prefix = "policy " + name + ": ";
        if (before == null) {
            lines.add(prefix + "added, with " + next.rules().rules().size() + " rules");
        } else if (next == null) {
            lines.add(prefix + "removed");
        } else {
            value(prefix + "mode", name(before.mode()), name(next.mode()));
            rules(prefix, before.rules().rules(), next.rules().rules());
            value(prefix + "allowed_targets", targets(before), targets(next));
            value(
                    prefix + "allowed_ports.connect",
                    text(before.rules().ports().connect()),
                    text(next.rules().ports().connect()));
            value(
                    prefix + "allowed_ports.http",
                    text(before.rules().ports().http()),
                    text(next.rules().ports().http()));
            addresses(prefix + "allowed_addresses: ", before, next);
            before.blocked()
                    .differenceTo(next.blocked())
                    .forEach((file, entries) -> lines.add(prefix + "block list " + file + ": entries " + entries));
        }
    }

    private void rules(String prefix, List<Rule> before, List<Rule> next) {
        Map<String, Rule> old = byId(before);
        Map<String, Rule> now = byId(next);
        now.forEach((id, rule) -> {
            if (!old.containsKey(id)) {
                lines.add(prefix + "rule added: " + rule);
            } else if (!old.get(id).equals(rule)) {
                lines.add(prefix + "rule changed: " + rule + " (was " + old.get(id) + ")");
            }
        });
        old.forEach((id, rule) -> {
            if (!now.containsKey(id)) {
                lines.add(prefix + "rule removed: " + rule);
            }
        });
        List<String> from = List.copyOf(old.keySet());
        List<String> to = List.copyOf(now.keySet());
        Set<String> moved = RuleMoves.between(from, to);
        to.stream()
                .filter(moved::contains)
                .forEach(id -> lines.add(prefix + "rule moved: " + id + " from " + (from.indexOf(id) + 1) + " to "
                        + (to.indexOf(id) + 1)));
    }

    private static Map<String, Rule> byId(List<Rule> rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        return byId;
    }

    private void addresses(String prefix, TargetPolicy before, TargetPolicy next) {
        List<Cidr> old = before.addresses().allowed();
        List<Cidr> now = next.addresses().allowed();
        now.stream().filter(block -> !old.contains(block)).forEach(block -> lines.add(prefix + "added " + block));
        old.stream().filter(block -> !now.contains(block)).forEach(block -> lines.add(prefix + "removed " + block));
    }

    private static String name(PolicyMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String targets(TargetPolicy policy) {
        return text(
                policy.rules().allowedTargets().map(allowed -> allowed.pattern().pattern()));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("not set");
    }

    private void value(String what, String before, String next) {
        if (!Objects.equals(before, next)) {
            lines.add(what + ": " + next + " (was " + before + ")");
        }
    }
}
