package adit.change;

import adit.change.Learned.Entry;
import adit.change.LearnedHosts.Host;
import adit.config.Settings;
import adit.policy.PortSet;
import adit.policy.Rule;
import adit.policy.TargetPolicy;
import adit.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes an allow-list in YAML, of what was learned. */
final class Proposal {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Map<String, TargetPolicy> policies;
    private final StringBuilder yaml = new StringBuilder();

    /** @param policies those in force, by their names */
    Proposal(Map<String, TargetPolicy> policies) {
        this.policies = policies;
    }

    String yaml(Collection<Entry> entries, long forgotten) {
        Map<String, List<Entry>> byPolicy = entries.stream()
                .filter(entry -> policies.containsKey(entry.policy())
                        && NAME.matcher(entry.policy()).matches())
                .collect(Collectors.groupingBy(Entry::policy, TreeMap::new, Collectors.toList()));
        if (byPolicy.isEmpty()) {
            return "# No policy whose mode is report has let anything pass that it would deny.\n";
        }
        header(byPolicy.values().stream().flatMap(List::stream).toList(), forgotten);
        Optional.ofNullable(byPolicy.remove(Settings.DEFAULT)).ifPresent(own -> {
            yaml.append("policy:\n");
            policy("  ", policies.get(Settings.DEFAULT), own);
        });
        if (!byPolicy.isEmpty()) {
            yaml.append("policies:\n");
            byPolicy.forEach((name, own) -> {
                yaml.append("  \"").append(name).append("\":\n");
                policy("    ", policies.get(name), own);
            });
        }
        return yaml.toString();
    }

    private void header(List<Entry> entries, long forgotten) {
        long requests = entries.stream().mapToLong(entry -> entry.count().sum()).sum();
        Instant first = entries.stream()
                .map(Entry::firstHour)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        line("# Would have been denied since " + first + ": requests " + requests + ", targets " + entries.size()
                + ".");
        if (forgotten > 0) {
            line("# There was no room for the targets of " + forgotten + " more requests.");
        }
        line("# Strike out what is not wanted, then add the rules to those of the policy. A section that is staged");
        line("# takes the place of the one in the configuration.");
    }

    private void policy(String indent, TargetPolicy policy, List<Entry> entries) {
        List<Entry> wanted = new ArrayList<>();
        for (Entry entry : entries) {
            if (isUnwanted(policy, entry)) {
                long count = entry.count().sum();
                line(indent + "# left out, denied by " + entry.denial().rule() + ": " + entry.target() + " " + count);
            } else {
                wanted.add(entry);
            }
        }
        if (policy.rules().rules().isEmpty() && policy.rules().allowedTargets().isEmpty()) {
            ports(indent, policy);
        }
        line(indent + "rules:" + (wanted.isEmpty() ? " []" : ""));
        wanted.stream()
                .collect(Collectors.groupingBy(entry -> entry.target().port(), TreeMap::new, Collectors.toList()))
                .forEach((port, own) -> rule(indent, policy, port, own));
    }

    /** Whether a block list or a rule speaks against the target; a rule that denies everything only says that no other matches. */
    private static boolean isUnwanted(TargetPolicy policy, Entry entry) {
        return entry.denial().verdict() == Verdict.BLOCKED
                || policy.rules().rules().stream()
                        .filter(rule -> rule.id().equals(entry.denial().rule()))
                        .anyMatch(rule -> !rule.isCatchAll());
    }

    /** The default ports hold only as long as there are no rules. */
    private void ports(String indent, TargetPolicy policy) {
        Function<Optional<PortSet>, String> list = ports -> ports.map(PortSet::toString)
                .map(text -> text.equals("any") ? text : "[" + text + "]")
                .orElse("[]");
        line(indent + "allowed_ports: {connect: "
                + list.apply(policy.rules().ports().connect()) + ", http: "
                + list.apply(policy.rules().ports().http()) + "}");
    }

    private void rule(String indent, TargetPolicy policy, int port, List<Entry> entries) {
        line(indent + "  - id: " + id(policy, port));
        line(indent + "    action: allow");
        line(indent + "    ports: [" + port + "]");
        line(indent + "    hosts:");
        for (Host host : LearnedHosts.of(entries)) {
            String names = host.names() == 1 ? "" : ", names below " + host.names();
            line(indent + "      - \"" + host.pattern() + "\" # " + host.count() + names);
        }
    }

    private static String id(TargetPolicy policy, int port) {
        Set<String> taken = policy.rules().rules().stream().map(Rule::id).collect(Collectors.toSet());
        String id = "learned-" + port;
        for (int i = 2; taken.contains(id); i++) {
            id = "learned-" + port + "-" + i;
        }
        return id;
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
