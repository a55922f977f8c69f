package adit.limits;

/**
 * Why there is no room for one tunnel more.
 *
 * @param retryNanos when to try again, as far as that can be told; 0 where it cannot
 */
public record Refusal(Reason reason, long retryNanos) {
    /** Which limit was reached. */
    public enum Reason {
        TOO_MANY,
        TOO_FAST
    }

    static final Refusal TOO_MANY = new Refusal(Reason.TOO_MANY, 0);
}
