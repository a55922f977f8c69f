package adit.policy;

import adit.http.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Rules in the operator's order, of which the first that matches decides. Immutable. */
public record RuleSet(List<Rule> rules) {
    /** Says nothing of anything. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    public RuleSet {
        rules = List.copyOf(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** What the first rule that matches says; empty where none does. A rule that cannot be decided on denies. */
    Optional<Decision> decide(Target target, Requester requester) {
        return first(target, rule -> rule.matches(target, requester));
    }

    /** As {@link #decide}, whoever asks: a rule that allows some is taken for one that allows. */
    Optional<Decision> forecast(Target target, String listener) {
        return first(
                target,
                rule -> rule.scope().covers(target, listener)
                        && (rule.allows() || rule.audience().isEverybody()));
    }

    private Optional<Decision> first(Target target, Predicate<Rule> matching) {
        for (Rule rule : rules) {
            try {
                if (matching.test(rule)) {
                    return Optional.of(rule.decision(target));
                }
            } catch (StackOverflowError e) {
                // RE2/J recurses over empty alternatives. To go on would make nothing of a rule that may deny.
                return Optional.of(rule.denial(target));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the rules let anybody at all reach something through the listener: true where one allows without asking who
     * it is, false where one denies everything before that. Empty where what comes after the rules says.
     */
    Optional<Boolean> openTo(String listener) {
        return rules.stream()
                .filter(rule -> rule.scope().concerns(listener))
                .filter(rule -> rule.audience().isEverybody())
                .filter(rule -> rule.allows() || rule.scope().coversEveryTarget())
                .findFirst()
                .map(Rule::allows);
    }
}
