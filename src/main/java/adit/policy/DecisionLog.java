package adit.policy;

/**
 * Is told what policies decide: once of each request, when its policy has denied it or has nothing more to ask. Called
 * by I/O threads, so it must be safe for use by any thread, return at once, and throw nothing.
 */
@FunctionalInterface
public interface DecisionLog {
    /** Keeps nothing. */
    DecisionLog NONE = (request, policy, decision) -> {};

    /**
     * Takes note of a decision.
     *
     * @param policy the name of the policy that was asked
     * @param decision the last word; where a policy that only reports lifted a denial, the one that tells of that
     */
    void decided(AccessRequest request, String policy, Decision decision);

    /**
     * Takes note that a request is denied after all, of which {@link #decided} was told that it is allowed: the addresses
     * that its name has may not be dialled.
     */
    default void deniedAfterAll(AccessRequest request, String policy, Decision denial) {}
}
