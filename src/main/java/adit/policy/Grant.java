package adit.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * An operator's word that something may be reached for a while, whatever block lists and rules say. It opens neither an
 * address that is denied nor the proxy itself. Immutable.
 *
 * @param id unique while the program runs; what decisions name as their rule
 * @param user whom alone it is for; empty for everybody
 * @param until when it is over
 * @param reason why it was given; for operators only
 */
public record Grant(String id, GrantedTarget target, Optional<String> user, Instant until, String reason) {

    private static final String PREFIX = "grant-";

    /** The id of the grant of that number. */
    public static String id(long number) {
        return PREFIX + number;
    }

    /** Whether a grant may have this id: no rule has it, or decisions would not tell which of them it was. */
    public static boolean isId(String text) {
        return text.matches(PREFIX + "[0-9]+");
    }

    /** Whether it says something of the request; that is judged by the time at which the request was made. */
    boolean covers(AccessRequest request) {
        return !isOverAt(request.at())
                && target.includes(request.target())
                && (user.isEmpty()
                        || request.requester().identity().map(Identity::user).equals(user));
    }

    public boolean isOverAt(Instant time) {
        return !time.isBefore(until);
    }

    Decision decision() {
        return new Decision(Verdict.ALLOWED, id, "the operator allows the target for a while");
    }
}
