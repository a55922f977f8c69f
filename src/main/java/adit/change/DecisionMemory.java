package adit.change;

import adit.config.LiveSettings;
import adit.policy.AccessRequest;
import adit.policy.Decision;
import adit.policy.DecisionLog;
import java.util.List;

/** Remembers of the decisions of policies what changes of them are tried on and made of. Safe for use by any thread. */
public final class DecisionMemory implements DecisionLog {
    private final LiveSettings settings;
    private final TemporaryGrants grants;
    private final RecentRequests recent = new RecentRequests();
    private final Learned learned = new Learned();

    DecisionMemory(LiveSettings settings, TemporaryGrants grants) {
        this.settings = settings;
        this.grants = grants;
    }

    @Override
    public void decided(AccessRequest request, String policy, Decision decision) {
        recent.add(request);
        decision.wouldDeny().ifPresent(denial -> learned.add(policy, request.target(), denial, request.at()));
        if (decision.allowed()) {
            grants.used(decision.rule(), request);
        }
    }

    /** The last requests, newest first. */
    List<AccessRequest> recent() {
        return recent.last();
    }

    /**
     * Rules in YAML that would allow what policies let pass because they only report, except what block lists and rules
     * of the operator name.
     */
    public String learn() {
        return new Proposal(settings.current().policies()).yaml(learned.entries(), learned.forgotten());
    }
}
