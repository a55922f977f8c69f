package adit.net;

import adit.account.TunnelIds;
import adit.account.TunnelRegistry;
import adit.config.Settings;
import adit.tunnel.Resolver;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the tunnels of one listener share.
 *
 * @param listener its name
 * @param settings the configuration in force; each tunnel reads it once, when its target is decided on
 * @param ownAddresses where this proxy itself listens
 * @param draining whether the proxy takes no new tunnels any more
 */
record TunnelContext(
        String listener,
        Negotiator negotiator,
        Supplier<Settings> settings,
        Resolver resolver,
        TunnelRegistry registry,
        TunnelIds ids,
        Supplier<OwnAddresses> ownAddresses,
        BooleanSupplier draining) {}
