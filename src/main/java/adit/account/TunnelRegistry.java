package adit.account;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The tunnels that live now, and the totals of all that ever lived: of each listener, and of all of them. Safe for use by
 * any thread.
 *
 * <p>There is no lock: I/O threads write, and a reader gets figures that were true in the course of its call. Once no
 * tunnel opens or closes all figures agree exactly. Each tunnel is counted once, with its listener; what is told of all
 * is summed up.
 */
public final class TunnelRegistry implements TunnelTotals {
    private final RecordSink records;
    private final Map<String, ListenerAccount> listeners = new ConcurrentHashMap<>();
    private final TopTargets targets = new TopTargets();
    private final Latencies latencies = new Latencies();
    private final AtomicLong sequence = new AtomicLong();
    private final MovingTunnels movers = new MovingTunnels();

    /** @param records takes the record of each tunnel as it closes */
    public TunnelRegistry(RecordSink records) {
        this.records = records;
    }

    /** To be called once for each accepted connection, as soon as it has an id. Returns whom to tell when bytes move. */
    public LiveEntry opened(LiveTunnel tunnel) {
        LiveEntry entry = new LiveEntry(sequence.getAndIncrement(), tunnel, movers);
        account(tunnel.listener()).opened(entry);
        // It may have moved something before the first sample that is made of it.
        entry.moves();
        return entry;
    }

    /** To be called once for each tunnel that its policy, which only reports, would have denied. */
    public void wouldDeny(String listener) {
        account(listener).wouldDeny();
    }

    /** To be called once for each tunnel that was opened, when its last byte has moved. */
    public void closed(TunnelRecord tunnel) {
        account(tunnel.listener()).closed(tunnel, records);
    }

    /** How long the steps of all tunnels took. */
    public Latencies latencies() {
        return latencies;
    }

    /** The targets that most was moved to and from since the start and that several clients use, greatest first. */
    public List<TopTarget> topTargets(int most) {
        return targets.top(most, entries().map(LiveEntry::tunnel));
    }

    /** The totals of the listener of that name. */
    public TunnelTotals of(String listener) {
        return account(listener);
    }

    private ListenerAccount account(String listener) {
        ListenerAccount known = listeners.get(listener);
        return known != null ? known : listeners.computeIfAbsent(listener, name -> new ListenerAccount(targets));
    }

    @Override
    public int liveCount() {
        return listeners.values().stream().mapToInt(ListenerAccount::liveCount).sum();
    }

    @Override
    public long openedTotal() {
        return listeners.values().stream()
                .mapToLong(ListenerAccount::openedTotal)
                .sum();
    }

    @Override
    public long closedTotal() {
        return listeners.values().stream()
                .mapToLong(ListenerAccount::closedTotal)
                .sum();
    }

    @Override
    public long closed(Outcome outcome) {
        return listeners.values().stream()
                .mapToLong(account -> account.closed(outcome))
                .sum();
    }

    @Override
    public long endedToTarget(RelayEnd end) {
        return listeners.values().stream()
                .mapToLong(account -> account.endedToTarget(end))
                .sum();
    }

    @Override
    public long endedToClient(RelayEnd end) {
        return listeners.values().stream()
                .mapToLong(account -> account.endedToClient(end))
                .sum();
    }

    @Override
    public long wouldDenyTotal() {
        return listeners.values().stream()
                .mapToLong(ListenerAccount::wouldDenyTotal)
                .sum();
    }

    @Override
    public long bytesToClientTotal() {
        return listeners.values().stream()
                .mapToLong(ListenerAccount::bytesToClientTotal)
                .sum();
    }

    @Override
    public long bytesToTargetTotal() {
        return listeners.values().stream()
                .mapToLong(ListenerAccount::bytesToTargetTotal)
                .sum();
    }

    /** Takes note of how fast bytes move, where they do; to be called about once a second, by one thread at a time. */
    public void sample(long now) {
        movers.sample(now);
    }

    /** In how many tunnels bytes move: those that a sample looks at. */
    int movingCount() {
        return movers.size();
    }

    /** All live tunnels, in no order. */
    public Stream<LiveEntry> entries() {
        return listeners.values().stream().flatMap(ListenerAccount::live);
    }

    /** Up to {@code max} live tunnels, oldest first. */
    public List<LiveTunnel> live(int max) {
        return entries()
                .sorted(Comparator.comparingLong(LiveEntry::sequence))
                .limit(max)
                .map(LiveEntry::tunnel)
                .toList();
    }

    public Optional<LiveTunnel> find(String id) {
        return listeners.values().stream()
                .flatMap(account -> account.find(id).stream())
                .findFirst();
    }
}
