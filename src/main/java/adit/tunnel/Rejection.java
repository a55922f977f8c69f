package adit.tunnel;

/**
 * Why a client gets no tunnel.
 *
 * @param outcome the named end
 * @param reason one sentence about this case, fit for the client
 * @param rule the id of the rule that decided; empty where none did
 */
public record Rejection(Outcome outcome, String reason, String rule) {

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
