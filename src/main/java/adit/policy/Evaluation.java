package adit.policy;

import java.net.InetAddress;

/** What one policy says of one request, step by step; the first step that does not allow is the last word. Immutable. */
public record Evaluation(TargetPolicy policy, AccessRequest request) {

    /** Whether a block list names the target. */
    public Decision screen() {
        return policy.screen(request.target());
    }

    /** Whether the rules about names, ports and clients allow the request. */
    public Decision decide() {
        return policy.decide(request.target(), request.purpose(), request.requester());
    }

    /** Whether this very address may be dialled for the request. */
    public Decision judge(InetAddress address) {
        return policy.judge(request.target(), address);
    }
}
