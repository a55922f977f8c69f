package adit.net;

import adit.account.LiveTunnel;
import adit.http.Target;
import adit.limits.Meter;
import adit.limits.Metered;
import adit.limits.Permit;
import adit.limits.QuotaRefusal;
import adit.policy.Identity;
import adit.policy.Requester;
import adit.relay.RelayEnd;
import adit.relay.SharedRate;
import adit.tunnel.Rejection;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one tunnel has of what it shares with others: its places in the accounts of its client, its user and its target, and
 * the meter of its user. Belongs to the processor's thread.
 */
final class TunnelShares {
    private final TunnelContext context;
    private final TunnelProcessor processor;
    private final Admission admission;
    private final List<Permit> permits = new ArrayList<>(3);
    private final Permit client;

    /** Null where nothing is counted for a user. */
    private Meter meter;

    /** @param admission that of the connection which the tunnel's client has */
    TunnelShares(TunnelContext context, TunnelProcessor processor, InetAddress address, Admission admission) {
        this.admission = admission;
        this.context = context;
        this.processor = processor;
        this.client = taken(context.neighbours().client(address, processor.now()));
    }

    private Permit taken(Permit permit) {
        permits.add(permit);
        return permit;
    }

    /** Why the client may have no tunnel more. */
    Optional<Rejection> clientRefusal() {
        return admission.refusal().or(() -> client.refusal().map(Rejections::ofClient));
    }

    /** Whether there is time to tell it so. */
    boolean mayBeTold() {
        return admission.refusal().isPresent() ? admission.mayBeTold() : client.mayBeTold();
    }

    /** It is known who asks for what: takes its share of that, or says why there is none. */
    Optional<Rejection> ask(LiveTunnel tunnel, Requester requester, Target target) {
        Optional<String> user = requester.identity().map(Identity::user);
        return user.flatMap(name -> ask(tunnel, name))
                .or(() -> taken(context.neighbours().target(target, processor.now()))
                        .refusal()
                        .map(Rejections::ofTarget));
    }

    private Optional<Rejection> ask(LiveTunnel tunnel, String user) {
        Optional<QuotaRefusal> used = context.neighbours().usage().refusal(user);
        if (used.isPresent()) {
            return used.map(Rejections::of);
        }
        meter = context.neighbours().usage().count(user, new Metered() {
            @Override
            public long bytes() {
                return tunnel.bytesToClient() + tunnel.bytesToTarget();
            }

            @Override
            public void quotaExceeded() {
                tunnel.end(RelayEnd.QUOTA_EXCEEDED);
            }
        });
        return taken(context.neighbours().user(user, processor.now())).refusal().map(Rejections::ofUser);
    }

    /** The rates by the limits in force, which all its bytes are subject to. */
    List<SharedRate> rates() {
        List<SharedRate> rates = List.of();
        for (Permit permit : permits) {
            SharedRate rate = permit.rate(processor.now()).orElse(null);
            if (rate != null) {
                rates = new ArrayList<>(rates);
                rates.add(rate);
            }
        }
        return rates;
    }

    /** The tunnel is over. A second call does nothing. */
    void release() {
        permits.forEach(permit -> permit.release(processor.now()));
        permits.clear();
        if (meter != null) {
            meter.close();
            meter = null;
        }
    }
}
