package adit.policy;

/**
 * A verdict and its reason.
 *
 * @param rule the id of the rule that decided, such as {@code allowed_targets} or {@code ads.txt:17}
 * @param reason one sentence, fit for the client
 */
public record Decision(Verdict verdict, String rule, String reason) {

    public boolean allowed() {
        return verdict == Verdict.ALLOWED;
    }
}
