package adit.policy;

import adit.http.Target;
import adit.policy.Rule.Action;
import adit.policy.Rule.Audience;
import adit.policy.Rule.Match;
import adit.policy.Rule.Scope;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules of one policy, of which the first that matches decides; what none matches is denied. What {@code
 * allowed_targets} and {@code allowed_ports} say is put as rules behind those that the operator wrote, so that there is
 * one list and one way through it. Immutable; safe for use by any thread.
 */
public final class RuleSet {
    /** Id of the rule that an expression of targets decides. */
    public static final String ALLOWED_TARGETS = "allowed_targets";

    /** Id of the rules that the sets of ports decide. */
    public static final String ALLOWED_PORTS = "allowed_ports";

    /** Id that stands for the rules where none of them matches. */
    public static final String NO_RULE = "rules";

    /** Allows nothing. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private final List<Rule> written;
    private final Optional<TargetPattern> allowedTargets;
    private final AllowedPorts ports;
    private final Map<String, String> places;
    private final List<Rule> list;
    private final boolean asksForAddresses;

    /** Written rules alone. */
    public RuleSet(List<Rule> written) {
        this(written, Optional.empty(), AllowedPorts.UNSET, Map.of());
    }

    /**
     * Puts the rules together.
     *
     * @param written what the operator wrote, in that order
     * @param allowedTargets where it is set, no other target is allowed that no written rule allows
     * @param ports where they are set, no other port is allowed that no written rule allows
     * @param places from ids to where the rules were written, such as {@code adit.yaml:12}; rules that only moved are the
     *     same
     */
    public RuleSet(
            List<Rule> written,
            Optional<TargetPattern> allowedTargets,
            AllowedPorts ports,
            Map<String, String> places) {
        this.written = List.copyOf(written);
        this.allowedTargets = allowedTargets;
        this.ports = ports;
        this.places = Map.copyOf(places);
        this.list = list();
        this.asksForAddresses =
                list.stream().anyMatch(rule -> !rule.scope().addresses().isEmpty());
    }

    private List<Rule> list() {
        List<Rule> rules = new ArrayList<>(written);
        allowedTargets.ifPresent(targets -> rules.add(rule(ALLOWED_TARGETS, Action.DENY, others(targets))));
        ports.connect().ifPresent(allowed -> {
            rules.add(rule(ALLOWED_PORTS, Action.ALLOW, reached(allowed, Purpose.CONNECT)));
            rules.add(rule(ALLOWED_PORTS, Action.ALLOW, reached(PortSet.ANY, Purpose.FIXED)));
            rules.add(rule(ALLOWED_PORTS, Action.DENY, reached(PortSet.ANY, Purpose.CONNECT)));
        });
        ports.http().ifPresent(allowed -> {
            rules.add(rule(ALLOWED_PORTS, Action.ALLOW, reached(allowed, Purpose.HTTP)));
            rules.add(rule(ALLOWED_PORTS, Action.DENY, reached(PortSet.ANY, Purpose.HTTP)));
        });
        allowedTargets.ifPresent(targets -> rules.add(rule(ALLOWED_TARGETS, Action.ALLOW, Scope.ALL)));
        return List.copyOf(rules);
    }

    private static Rule rule(String id, Action action, Scope scope) {
        return new Rule(id, action, scope, Audience.EVERYBODY);
    }

    private static Scope others(TargetPattern targets) {
        return new Scope(List.of(new HostPattern.OtherThan(targets)), Optional.empty(), Set.of());
    }

    private static Scope reached(PortSet ports, Purpose purpose) {
        return new Scope(List.of(), Optional.of(ports), List.of(), EnumSet.of(purpose), Set.of());
    }

    /** What the operator wrote as rules, in that order. */
    public List<Rule> rules() {
        return written;
    }

    /** Empty where the operator set none. */
    public Optional<TargetPattern> allowedTargets() {
        return allowedTargets;
    }

    /** Those that are set. */
    public AllowedPorts ports() {
        return ports;
    }

    /** Where the rule of that id was written, such as {@code adit.yaml:12}; empty where that is not known. */
    public Optional<String> place(String id) {
        return Optional.ofNullable(places.get(id));
    }

    /** Whether a name may have to be looked up before all has been said of a request for it. */
    boolean askForAddresses() {
        return asksForAddresses;
    }

    /**
     * What the first rule that matches says.
     *
     * @param address what the target resolves to; null before that is known: then denied only where no address is allowed
     */
    Decision decide(AccessRequest request, InetAddress address) {
        return first(request.target(), request.purpose(), rule -> rule.match(request, address));
    }

    /** As {@link #decide} of a listener's fixed target before anybody has asked: denied only where nobody is allowed. */
    Decision forecast(Target target, String listener) {
        return first(target, Purpose.FIXED, rule -> rule.match(target, Purpose.FIXED, listener));
    }

    /** A rule that cannot be decided on denies. One that perhaps matches may allow, and does not deny. */
    private Decision first(Target target, Purpose purpose, Function<Rule, Match> matching) {
        Rule perhaps = null;
        for (Rule rule : list) {
            Match match;
            try {
                match = matching.apply(rule);
            } catch (StackOverflowError e) {
                // RE2/J recurses over empty alternatives. To go on would make nothing of a rule that may deny.
                return perhaps == null ? rule.denial(target, purpose) : perhaps.decision(target, purpose);
            }
            if (match == Match.YES) {
                return (perhaps == null || rule.allows() ? rule : perhaps).decision(target, purpose);
            }
            if (match == Match.PERHAPS && rule.allows() && perhaps == null) {
                perhaps = rule;
            }
        }
        return perhaps == null
                ? new Decision(Verdict.NOT_ALLOWED, NO_RULE, "no rule of this proxy allows " + target)
                : perhaps.decision(target, purpose);
    }

    /**
     * Whether the rules let anybody at all reach something through the listener: whether one allows without asking who it
     * is, and none before denies everything at any time.
     */
    boolean isOpenTo(String listener) {
        for (Rule rule : list) {
            if (rule.scope().concerns(listener) && rule.audience().isEverybody()) {
                if (rule.allows()) {
                    return true;
                }
                if (rule.scope().coversEveryTarget() && rule.times().areAlways()) {
                    return false;
                }
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleSet rules
                && written.equals(rules.written)
                && allowedTargets.equals(rules.allowedTargets)
                && ports.equals(rules.ports);
    }

    @Override
    public int hashCode() {
        return Objects.hash(written, allowedTargets, ports);
    }

    /** In the order in which they are asked. */
    @Override
    public String toString() {
        return list.toString();
    }
}
