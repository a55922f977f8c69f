package adit.tunnel;

/**
 * Why a client gets no tunnel.
 *
 * @param outcome the named end
 * @param reason one sentence about this case, fit for the client
 * @param rule the id of the rule that decided; empty where none did
 * @param challenge how the client can prove who it is (RFC 9110, 11.3); empty where that would not help
 * @param retrySeconds when to try again; 0 where that is not known
 */
public record Rejection(Outcome outcome, String reason, String rule, String challenge, long retrySeconds) {

    /** A rejection that a rule decided. */
    public Rejection(Outcome outcome, String reason, String rule) {
        this(outcome, reason, rule, "", 0);
    }

    /** A rejection that no rule decided. */
    public Rejection(Outcome outcome, String reason) {
        this(outcome, reason, "");
    }

    /**
     * The text a developer reads: what happened, what to do, and what to quote to the operator.
     *
     * @param tunnelId the id of the refused tunnel
     */
    public String explain(String tunnelId) {
        return reason + "\n\n" + outcome.advice() + "\n\noutcome: " + outcome.label() + "\n"
                + (rule.isEmpty() ? "" : "rule:    " + rule + "\n") + "tunnel:  " + tunnelId + "\n";
    }
}
