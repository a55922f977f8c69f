package adit.admin;

import adit.account.TunnelTotals;
import adit.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many bytes were moved in the last ten minutes, sample by sample. Safe for use by any thread. */
public final class Throughput {
    /** How often it is to be sampled. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    static final int MOST = 120;

    private static final long LEAST_NANOS = INTERVAL.toNanos() / 2;
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TunnelTotals totals;
    private final Ticker ticker;
    private final Deque<Rate> rates = new ArrayDeque<>();
    private long sampledAt;
    private long toClient;
    private long toTarget;

    /** Bytes a second in the time of one sample. */
    record Rate(long toClient, long toTarget) {}

    public Throughput(TunnelTotals totals, Ticker ticker) {
        this.totals = totals;
        this.ticker = ticker;
        sampledAt = ticker.nanos();
    }

    /**
     * Takes note of what has been moved since the last time, if that is about an interval ago: where the clock of the day is
     * set, a timer may come twice at once, and a burst of a moment would be the top of the graph.
     */
    public synchronized void sample() {
        long now = ticker.nanos();
        if (now - sampledAt < LEAST_NANOS) {
            return;
        }
        long toClientNow = totals.bytesToClientTotal();
        long toTargetNow = totals.bytesToTargetTotal();
        double seconds = (now - sampledAt) / SECOND;
        rates.addLast(new Rate(
                Math.round((toClientNow - toClient) / seconds), Math.round((toTargetNow - toTarget) / seconds)));
        if (rates.size() > MOST) {
            rates.removeFirst();
        }
        sampledAt = now;
        toClient = toClientNow;
        toTarget = toTargetNow;
    }

    /** The oldest first. */
    synchronized List<Rate> rates() {
        return List.copyOf(rates);
    }
}
