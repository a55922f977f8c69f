package adit.policy;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What one policy says of one request, step by step; the first step that does not allow is the last word. Immutable.
 *
 * @param grant what lets the request pass whatever block lists and rules say; empty where there is nothing such
 */
public record Evaluation(TargetPolicy policy, Optional<Grant> grant, AccessRequest request) {

    /** Of a request that one of the grants may cover. */
    public static Evaluation of(TargetPolicy policy, Grants grants, AccessRequest request) {
        return new Evaluation(policy, grants.covering(request), request);
    }

    /** Whether a block list names the target. */
    public Decision screen() {
        return grant.map(Grant::decision).orElseGet(() -> policy.screen(request.target()));
    }

    /** Whether the rules about names, ports, clients and times allow the request for at least some address. */
    public Decision decide() {
        return grant.map(Grant::decision).orElseGet(() -> policy.decide(request));
    }

    /** Whether the policy may deny, or note a denial, only when it knows the address. */
    public boolean dependsOnAddress() {
        return grant.isEmpty() && policy.dependsOnAddresses();
    }

    /** Whether this very address may be dialled for the request. */
    public Decision judge(InetAddress address) {
        return grant.isPresent() ? policy.guard(request.target(), address) : policy.judge(request, address);
    }

    /**
     * The last word on the request, as far as it can be told.
     *
     * @param address the one that would be dialled; empty where it is not known
     */
    public Decision verdict(Optional<InetAddress> address) {
        Decision named = screen().allowed() ? decide() : screen();
        Optional<InetAddress> dialled = address.or(() -> request.target().literal());
        return dialled.filter(known -> named.allowed())
                .map(this::judge)
                .filter(judged -> !judged.allowed())
                .orElse(named);
    }
}
