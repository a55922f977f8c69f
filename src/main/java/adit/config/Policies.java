package adit.config;

import adit.policy.AddressRules;
import adit.policy.AllowedPorts;
import adit.policy.PortSet;
import adit.policy.RuleSet;
import adit.policy.TargetPattern;
import adit.policy.TargetPolicy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the policies. Each stands for itself: what one leaves out has the default, whatever another says. */
final class Policies {
    private static final String SECTION = "policy";

    private final Path folder;
    private final Values values;
    private final Problems problems;
    private final Rules rules;

    /** @param folder where the names of other files start */
    Policies(Path folder, Values values, Problems problems) {
        this.folder = folder;
        this.values = values;
        this.problems = problems;
        this.rules = new Rules(values, problems);
    }

    /** By name, the one named default first. */
    Map<String, TargetPolicy> read() {
        Map<String, TargetPolicy> policies = new LinkedHashMap<>();
        policies.put(Settings.DEFAULT, policy(SECTION, values));
        values.named(Schema.POLICIES)
                .forEach((name, item) -> policies.put(name, policy(item.path(), values.alone(item))));
        return Collections.unmodifiableMap(policies);
    }

    private TargetPolicy policy(String section, Values own) {
        Optional<TargetPattern> allowed = own.find(Schema.ALLOWED_TARGETS).map(Located::value);
        RuleSet ruleSet = rules.read(own);
        boolean giveWay = allowed.isPresent() || !ruleSet.isEmpty();
        return new TargetPolicy(
                new BlockListFiles(folder, section + "." + Schema.BLOCK_LISTS.name(), problems)
                        .read(own.get(Schema.BLOCK_LISTS)),
                ruleSet,
                allowed,
                new AllowedPorts(
                        ports(own.located(Schema.CONNECT_PORTS), giveWay),
                        ports(own.located(Schema.HTTP_PORTS), giveWay)),
                new AddressRules(own.get(Schema.ALLOWED_ADDRESSES)));
    }

    private static Optional<PortSet> ports(Located<PortSet> ports, boolean giveWay) {
        return giveWay && ports.isDefault() ? Optional.empty() : Optional.of(ports.value());
    }
}
