package adit.policy;

import adit.http.Target;
import java.util.Optional;

/**
 * A verdict and its reason.
 *
 * @param rule the id of the rule that decided, such as {@code allowed_targets} or {@code ads.txt:17}
 * @param reason one sentence, fit for the client
 * @param wouldDeny the denial that was lifted, because the policy only reports; empty in all other cases
 */
public record Decision(Verdict verdict, String rule, String reason, Optional<Decision> wouldDeny) {
    /** Id that stands for the proxy's own addresses. */
    public static final String LOOP = "loop";

    /** A decision that is carried out. */
    public Decision(Verdict verdict, String rule, String reason) {
        this(verdict, rule, reason, Optional.empty());
    }

    /** The denial of a target that is the proxy itself. */
    public static Decision loop(Target target) {
        return new Decision(Verdict.LOOP, LOOP, target + " is this proxy itself.");
    }

    /** The id of the rule that decided; the name of the block list where it was an entry, which would tell of a host. */
    public String ruleOrList() {
        int entry = verdict == Verdict.BLOCKED ? rule.lastIndexOf(':') : -1;
        return entry < 0 ? rule : rule.substring(0, entry);
    }

    /** What becomes of this denial where the policy only reports. */
    Decision lifted() {
        return new Decision(Verdict.ALLOWED, rule, "the policy only reports what it would deny", Optional.of(this));
    }

    /**
     * Whether this is the word on a target of which the other is said of another address: each address stands for
     * itself, so one that is allowed is enough.
     *
     * @param other null where there is none
     */
    public boolean prevailsOver(Decision other) {
        return other == null || rank() > other.rank();
    }

    /** Whether it allows, and nothing was to be lifted for that. */
    boolean isPlain() {
        return allowed() && wouldDeny.isEmpty();
    }

    private int rank() {
        if (!allowed()) {
            return 0;
        }
        return isPlain() ? 2 : 1;
    }

    public boolean allowed() {
        return verdict == Verdict.ALLOWED;
    }
}
