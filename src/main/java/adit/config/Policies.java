package adit.config;

import adit.lists.ListStore;
import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.PortSet;
import adit.policy.Rule;
import adit.policy.RuleSet;
import adit.policy.TargetPattern;
import adit.policy.TargetPolicy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the policies. Each stands for itself: what one leaves out has the default, whatever another says. */
final class Policies {
    private final BlockListSources lists;
    private final Values values;
    private final Rules rules;

    /** @param folder where the names of other files start */
    Policies(Path folder, ListStore store, Values values, Problems problems) {
        this.lists = new BlockListSources(folder, store, problems);
        this.values = values;
        this.rules = new Rules(values, problems);
    }

    /** By name, the one named default first. */
    Map<String, TargetPolicy> read() {
        Map<String, TargetPolicy> policies = new LinkedHashMap<>();
        policies.put(Settings.DEFAULT, policy(values));
        values.named(Schema.POLICIES).forEach((name, item) -> policies.put(name, policy(values.alone(item))));
        return Collections.unmodifiableMap(policies);
    }

    private TargetPolicy policy(Values own) {
        Optional<TargetPattern> allowed = own.find(Schema.ALLOWED_TARGETS).map(Located::value);
        Map<String, String> places = new HashMap<>();
        List<Rule> written = rules.read(own, places);
        place(RuleSet.ALLOWED_TARGETS, own.find(Schema.ALLOWED_TARGETS), places);
        place(RuleSet.ALLOWED_PORTS, own.find(Schema.HTTP_PORTS), places);
        place(RuleSet.ALLOWED_PORTS, own.find(Schema.CONNECT_PORTS), places);
        boolean giveWay = allowed.isPresent() || !written.isEmpty();
        AllowedPorts ports = new AllowedPorts(
                ports(own.located(Schema.CONNECT_PORTS), giveWay), ports(own.located(Schema.HTTP_PORTS), giveWay));
        return new TargetPolicy(
                own.get(Schema.POLICY_MODE),
                lists.read(own.get(Schema.BLOCK_LISTS)),
                new RuleSet(written, allowed, ports, places),
                new AddressRules(own.get(Schema.ALLOWED_ADDRESSES)));
    }

    private static void place(String id, Optional<? extends Located<?>> value, Map<String, String> places) {
        value.filter(set -> !set.isDefault())
                .ifPresent(set -> places.put(id, set.location().brief()));
    }

    private static Optional<PortSet> ports(Located<PortSet> ports, boolean giveWay) {
        return giveWay && ports.isDefault() ? Optional.empty() : Optional.of(ports.value());
    }
}
