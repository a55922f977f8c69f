package adit.net;

import adit.account.TunnelIds;
import adit.account.TunnelRegistry;
import adit.config.Settings;
import adit.policy.DecisionLog;
import adit.time.WallClock;
import adit.tunnel.Resolver;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the tunnels of one listener share.
 *
 * @param listener its name
 * @param tls whether clients have to secure their connection before they ask
 * @param clock what rules about hours go by
 * @param decisions is told what the policy of the listener decides
 * @param settings the configuration in force; each tunnel reads it once, when its target is decided on
 * @param ownAddresses where this proxy itself listens
 * @param draining whether the proxy takes no new tunnels any more
 * @param waitingClients how many client connections of the proxy are open without a tunnel
 * @param pseudonym what the proxy calls itself in Via fields; nobody else does
 */
record TunnelContext(
        String listener,
        boolean tls,
        Negotiator negotiator,
        WallClock clock,
        DecisionLog decisions,
        Supplier<Settings> settings,
        Resolver resolver,
        TunnelRegistry registry,
        TunnelIds ids,
        Supplier<OwnAddresses> ownAddresses,
        BooleanSupplier draining,
        AtomicInteger waitingClients,
        String pseudonym) {}
