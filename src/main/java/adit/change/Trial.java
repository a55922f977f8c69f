package adit.change;

import adit.account.LiveTunnel;
import adit.config.PolicySet;
import adit.config.Settings;
import adit.policy.AccessRequest;
import adit.policy.Evaluation;
import adit.policy.Grants;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** Policies and grants that requests of others are tried on; nobody is told of it. */
record Trial(PolicySet policies, Grants grants) {

    static Trial of(Settings settings) {
        return new Trial(PolicySet.of(settings), settings.grants());
    }

    /** As far as that can be told before a name is looked up. */
    boolean allows(AccessRequest request) {
        return allows(request, Optional.empty());
    }

    /** Whether the tunnel may go on at that time; one that has not asked for anything may. */
    boolean allows(LiveTunnel tunnel, Instant now) {
        return tunnel.request()
                .map(asked -> new AccessRequest(asked.target(), asked.purpose(), asked.requester(), now))
                .map(request -> allows(request, tunnel.address()))
                .orElse(true);
    }

    private boolean allows(AccessRequest request, Optional<InetAddress> address) {
        return Evaluation.of(policies.of(request.requester().listener()), grants, request)
                .verdict(address)
                .allowed();
    }
}
