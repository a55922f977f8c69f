package adit.account;

import adit.http.Target;
import adit.policy.AccessRequest;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where most leads to, since the start. Safe for use by any thread; a tunnel is counted when it ends, those that live when
 * somebody asks.
 *
 * <p>Memory is bounded by the algorithm Space-Saving (Metwally, Agrawal, El Abbadi 2005): where there is no place for a target,
 * the one of the least weight gives way, and the new one inherits its weight. So every target that has more than its share of
 * the whole is among them. The figures shown begin with the last time that a target got its place, and are never too high. The
 * weight of a tunnel is its bytes and {@value #TUNNEL_WEIGHT} more: targets of many small tunnels count as do those of few
 * large ones.
 *
 * <p>A target is shown only where at least {@value Crowd#LEAST_CLIENTS} clients use it.
 */
final class TopTargets {
    private static final int TUNNEL_WEIGHT = 16 * 1024;

    /** Each has a lock of its own, so that I/O threads hardly ever meet. */
    private static final int STRIPES = 16;

    private static final int PLACES_A_STRIPE = 64;

    private final List<Map<Target, Tally>> stripes =
            Stream.<Map<Target, Tally>>generate(HashMap::new).limit(STRIPES).toList();

    /** A tunnel has ended that led somewhere. */
    void ended(LiveTunnel tunnel) {
        tunnel.request().ifPresent(request -> count(request, bytes(tunnel)));
    }

    private void count(AccessRequest request, long bytes) {
        Map<Target, Tally> stripe = stripes.get(Math.floorMod(request.target().hashCode(), STRIPES));
        synchronized (stripe) {
            Tally tally = stripe.get(request.target());
            if (tally == null) {
                tally = new Tally(stripe.size() < PLACES_A_STRIPE ? 0 : evict(stripe));
                stripe.put(request.target(), tally);
            }
            tally.add(bytes, request);
        }
    }

    /** Returns the weight of the one that gave way. */
    private static long evict(Map<Target, Tally> stripe) {
        Map.Entry<Target, Tally> least =
                Collections.min(stripe.entrySet(), Comparator.comparingLong(entry -> entry.getValue().weight));
        long weight = least.getValue().weight;
        stripe.remove(least.getKey());
        return weight;
    }

    /** The targets with most bytes first, at most so many. */
    List<TopTarget> top(int most, Stream<LiveTunnel> live) {
        Map<Target, Tally> tallies = new HashMap<>();
        for (Map<Target, Tally> stripe : stripes) {
            synchronized (stripe) {
                stripe.forEach((target, tally) -> tallies.put(target, tally.copy()));
            }
        }
        live.filter(tunnel -> tunnel.phase().isRelaying()).forEach(tunnel -> tunnel.request()
                .ifPresent(request -> tallies.computeIfAbsent(request.target(), target -> new Tally(0))
                        .add(bytes(tunnel), request)));
        return tallies.entrySet().stream()
                .filter(entry -> entry.getValue().clients.isLargeEnough())
                .map(entry -> new TopTarget(entry.getKey(), entry.getValue().tunnels, entry.getValue().bytes))
                .sorted(Comparator.comparingLong(TopTarget::bytes)
                        .thenComparingLong(TopTarget::tunnels)
                        .reversed())
                .limit(most)
                .toList();
    }

    private static long bytes(LiveTunnel tunnel) {
        return tunnel.bytesToClient() + tunnel.bytesToTarget();
    }

    /** What is known of one target. Guarded by its stripe. */
    private static final class Tally {
        private long weight;
        private long tunnels;
        private long bytes;
        private final Crowd clients;

        Tally(long inherited) {
            this(inherited, new Crowd());
        }

        private Tally(long inherited, Crowd clients) {
            this.weight = inherited;
            this.clients = clients;
        }

        void add(long more, AccessRequest request) {
            weight += more + TUNNEL_WEIGHT;
            tunnels++;
            bytes += more;
            clients.join(request);
        }

        Tally copy() {
            Tally copy = new Tally(weight, clients.copy());
            copy.tunnels = tunnels;
            copy.bytes = bytes;
            return copy;
        }
    }
}
