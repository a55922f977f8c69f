package adit.net;

import adit.net.Proxy.Decided;
import adit.policy.AccessRequest;
import adit.policy.Decision;
import adit.policy.DecisionLog;

/** Keeps what a proxy decides, and passes it on to whoever else wants to know. */
record Told(Proxy proxy) implements DecisionLog {

    @Override
    public void decided(AccessRequest request, String policy, Decision decision) {
        proxy.decisions.add(new Decided(request, policy, decision));
        proxy.memory.decided(request, policy, decision);
    }

    @Override
    public void deniedAfterAll(AccessRequest request, String policy, Decision denial) {
        proxy.memory.deniedAfterAll(request, policy, denial);
    }
}
