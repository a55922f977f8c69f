package adit.net;

import adit.account.Tracer;
import adit.account.TunnelIds;
import adit.account.TunnelRegistry;
import adit.config.Settings;
import adit.limits.Neighbours;
import adit.policy.DecisionLog;
import adit.privacy.Privacy;
import adit.time.WallClock;
import adit.tunnel.Resolver;
import java.util.function.Supplier;

/**
 * What the tunnels of one listener share.
 *
 * @param listener its name
 * @param tls whether clients have to secure their connection before they ask
 * @param clock what rules about hours go by
 * @param decisions is told what the policy of the listener decides
 * @param tracer is told of each tunnel and its phases
 * @param privacy what may be shown of who is served, and where to
 * @param settings the configuration in force; each tunnel reads it once, when its target is decided on
 * @param neighbours what clients, users and targets have together
 * @param ownAddresses where this proxy itself listens
 * @param intake which requests are served now
 * @param capacity what the proxy may have at once
 * @param pseudonym what the proxy calls itself in Via fields; nobody else does
 */
record TunnelContext(
        String listener,
        boolean tls,
        Negotiator negotiator,
        WallClock clock,
        DecisionLog decisions,
        Tracer tracer,
        Privacy privacy,
        Supplier<Settings> settings,
        Resolver resolver,
        TunnelRegistry registry,
        TunnelIds ids,
        Neighbours neighbours,
        Supplier<OwnAddresses> ownAddresses,
        Supplier<Intake> intake,
        Capacity capacity,
        String pseudonym) {

    /** Reads the next head of a client. */
    RequestReader newReader() {
        return new RequestReader(settings.get().limits().headSize(), pseudonym);
    }
}
