package adit.account;

import adit.tunnel.Outcome;
import java.util.EnumMap;
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
    private final Map<String, Entry> live = new ConcurrentHashMap<>();
    private final AtomicInteger liveCount = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder wouldDeny = new LongAdder();
    private final Map<Outcome, LongAdder> closed = new EnumMap<>(Outcome.class);
    private final ByteTotal<Entry> toClient =
            new ByteTotal<>(live.values(), e -> e.tunnel().bytesToClient());
    private final ByteTotal<Entry> toTarget =
            new ByteTotal<>(live.values(), e -> e.tunnel().bytesToTarget());

    /** Sorted by the sequence, because ages change while they are compared. */
    record Entry(long sequence, LiveTunnel tunnel) {}

    ListenerAccount() {
        for (Outcome outcome : Outcome.values()) {
            closed.put(outcome, new LongAdder());
        }
    }

    void opened(Entry entry) {
        if (live.putIfAbsent(entry.tunnel().id(), entry) != null) {
            throw new IllegalStateException("tunnel " + entry.tunnel().id() + " is open already");
        }
        opened.increment();
        liveCount.incrementAndGet();
    }

    void closed(TunnelRecord tunnel, RecordSink records) {
        if (live.remove(tunnel.tunnel()) == null) {
            throw new IllegalStateException("tunnel " + tunnel.tunnel() + " is not open");
        }
        toClient.addClosed(tunnel.toClient().bytes());
        toTarget.addClosed(tunnel.toTarget().bytes());
        try {
            records.accept(tunnel);
        } finally {
            closed.get(tunnel.outcome()).increment();
            liveCount.decrementAndGet();
        }
    }

    void wouldDeny() {
        wouldDeny.increment();
    }

    Stream<Entry> live() {
        return live.values().stream();
    }

    Optional<LiveTunnel> find(String id) {
        return Optional.ofNullable(live.get(id)).map(Entry::tunnel);
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
        return closed.values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Override
    public long closed(Outcome outcome) {
        return closed.get(outcome).sum();
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
