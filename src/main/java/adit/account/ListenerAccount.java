package adit.account;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The tunnels of one listener. Safe for use by any thread, without a lock: I/O threads write.
 *
 * <p>A tunnel leaves the live count last, so that whoever sees it gone finds its bytes in the totals, its outcome counted
 * and its record written.
 */
final class ListenerAccount implements TunnelTotals {
    private final Map<String, LiveEntry> live = new ConcurrentHashMap<>();
    private final AtomicInteger liveCount = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder wouldDeny = new LongAdder();
    private final EnumTotals<Outcome> closed = new EnumTotals<>(Outcome.class);
    private final EnumTotals<RelayEnd> endedToTarget = new EnumTotals<>(RelayEnd.class);
    private final EnumTotals<RelayEnd> endedToClient = new EnumTotals<>(RelayEnd.class);
    private final ByteTotal<LiveEntry> toClient =
            new ByteTotal<>(live.values(), e -> e.tunnel().bytesToClient());
    private final ByteTotal<LiveEntry> toTarget =
            new ByteTotal<>(live.values(), e -> e.tunnel().bytesToTarget());

    private final TopTargets targets;

    /** @param targets counts where tunnels led to */
    ListenerAccount(TopTargets targets) {
        this.targets = targets;
    }

    void opened(LiveEntry entry) {
        if (live.putIfAbsent(entry.tunnel().id(), entry) != null) {
            throw new IllegalStateException("tunnel " + entry.tunnel().id() + " is open already");
        }
        opened.increment();
        liveCount.incrementAndGet();
    }

    void closed(TunnelRecord tunnel, RecordSink records) {
        LiveEntry entry = live.remove(tunnel.tunnel());
        if (entry == null) {
            throw new IllegalStateException("tunnel " + tunnel.tunnel() + " is not open");
        }
        entry.ended();
        toClient.addClosed(tunnel.toClient().bytes());
        toTarget.addClosed(tunnel.toTarget().bytes());
        endedToTarget.increment(tunnel.toTarget().end());
        endedToClient.increment(tunnel.toClient().end());
        if (tunnel.outcome() == Outcome.ESTABLISHED) {
            targets.ended(entry.tunnel());
        }
        try {
            records.accept(tunnel);
        } finally {
            closed.increment(tunnel.outcome());
            liveCount.decrementAndGet();
        }
    }

    void wouldDeny() {
        wouldDeny.increment();
    }

    Stream<LiveEntry> live() {
        return live.values().stream();
    }

    Optional<LiveTunnel> find(String id) {
        return Optional.ofNullable(live.get(id)).map(LiveEntry::tunnel);
    }

    @Override
    public int liveCount() {
        return liveCount.get();
    }

    @Override
    public long openedTotal() {
        return opened.sum();
    }

    @Override
    public long closedTotal() {
        return closed.sum();
    }

    @Override
    public long closed(Outcome outcome) {
        return closed.of(outcome);
    }

    @Override
    public long endedToTarget(RelayEnd end) {
        return endedToTarget.of(end);
    }

    @Override
    public long endedToClient(RelayEnd end) {
        return endedToClient.of(end);
    }

    @Override
    public long wouldDenyTotal() {
        return wouldDeny.sum();
    }

    @Override
    public long bytesToClientTotal() {
        return toClient.get();
    }

    @Override
    public long bytesToTargetTotal() {
        return toTarget.get();
    }
}
