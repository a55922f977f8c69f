package adit.net;

import adit.account.Tracer;
import adit.account.TunnelRegistry;
import adit.auth.Authenticator;
import adit.config.Settings;
import adit.limits.Neighbours;
import adit.policy.DecisionLog;
import adit.privacy.Privacy;
import adit.splice.Splicing;
import adit.time.Ticker;
import adit.time.WallClock;
import adit.tls.ServerEnd;
import adit.tunnel.Resolver;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the server is made of.
 *
 * @param threads runs each task on a thread of its own
 * @param ioThreads how many I/O threads, at least 1
 * @param sockets most sockets of clients and targets together
 * @param splicing how bytes in bulk are relayed
 * @param handshakes runs what takes long in TLS handshakes; asked at most once at a time for each connection
 * @param mayShare whether an address may be listened on that another process listens on
 * @param otherPorts whether the process listens at a port other than for clients, which no tunnel may lead to either;
 *     asked by I/O threads
 * @param decisions is told what policies decide
 * @param tracer is told of each tunnel and its phases
 * @param privacy what may be shown of who is served, and where to
 * @param serverEnds makes the end for a new client of the listener of that name, which has TLS
 */
public record ServerParts(
        Executor threads,
        int ioThreads,
        long sockets,
        Splicing splicing,
        Executor handshakes,
        Function<String, ServerEnd> serverEnds,
        Predicate<InetSocketAddress> mayShare,
        IntPredicate otherPorts,
        Ticker ticker,
        WallClock clock,
        DecisionLog decisions,
        Tracer tracer,
        Privacy privacy,
        Supplier<Settings> settings,
        Resolver resolver,
        Authenticator authenticator,
        TunnelRegistry registry,
        Neighbours neighbours) {}
