package adit.account;

import adit.tunnel.Outcome;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The tunnels that live now, and the totals of all that ever lived. Safe for use by any thread.
 *
 * <p>There is no lock: I/O threads write, and a reader gets figures that were true at some moment of its call. Once no
 * tunnel opens or closes all figures agree exactly. A tunnel leaves the live count last, so that whoever sees it gone
 * finds its bytes in the totals, its outcome counted and its record written.
 */
public final class TunnelRegistry {
    private final RecordSink records;
    private final Map<String, Entry> live = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicInteger liveCount = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final Map<Outcome, LongAdder> closed = new EnumMap<>(Outcome.class);
    private final ByteTotal<Entry> toClient =
            new ByteTotal<>(live.values(), e -> e.tunnel().bytesToClient());
    private final ByteTotal<Entry> toTarget =
            new ByteTotal<>(live.values(), e -> e.tunnel().bytesToTarget());

    /** Sorted by the sequence, because ages change while they are compared. */
    private record Entry(long sequence, LiveTunnel tunnel) {}

    /** @param records takes the record of each tunnel as it closes */
    public TunnelRegistry(RecordSink records) {
        this.records = records;
        for (Outcome outcome : Outcome.values()) {
            closed.put(outcome, new LongAdder());
        }
    }

    /** To be called once for each accepted connection, as soon as it has an id. */
    public void opened(LiveTunnel tunnel) {
        Entry entry = new Entry(sequence.getAndIncrement(), tunnel);
        if (live.putIfAbsent(tunnel.id(), entry) != null) {
            throw new IllegalStateException("tunnel " + tunnel.id() + " is open already");
        }
        opened.increment();
        liveCount.incrementAndGet();
    }

    /** To be called once for each tunnel that was opened, when its last byte has moved. */
    public void closed(TunnelRecord tunnel) {
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

    /** Tunnels accepted and not yet closed, in any phase. */
    public int liveCount() {
        return liveCount.get();
    }

    /** Tunnels accepted since the start: live plus closed. */
    public long openedTotal() {
        return opened.sum();
    }

    /** Tunnels closed since the start: the sum over the outcomes. */
    public long closedTotal() {
        return closed.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public long closed(Outcome outcome) {
        return closed.get(outcome).sum();
    }

    /** Bytes relayed from targets to clients since the start, live tunnels included. Never goes back. */
    public long bytesToClientTotal() {
        return toClient.get();
    }

    /** Bytes relayed from clients to targets since the start, live tunnels included. Never goes back. */
    public long bytesToTargetTotal() {
        return toTarget.get();
    }

    /** Up to {@code max} live tunnels, oldest first. */
    public List<LiveTunnel> live(int max) {
        return live.values().stream()
                .sorted(Comparator.comparingLong(Entry::sequence))
                .limit(max)
                .map(Entry::tunnel)
                .toList();
    }

    public Optional<LiveTunnel> find(String id) {
        return Optional.ofNullable(live.get(id)).map(Entry::tunnel);
    }
}
