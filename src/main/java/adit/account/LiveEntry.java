package adit.account;

import java.util.concurrent.TimeUnit;

/**
 * A live tunnel, and how fast bytes move in it at present. Safe for use by any thread.
 *
 * <p>Where bytes are relayed nothing is counted for that: {@link TunnelRegistry#sample} reads the totals of those that move
 * about once a second, and keeps the difference. A tunnel that is too young to have been sampled has the mean since its
 * client was accepted.
 */
public final class LiveEntry {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long sequence;
    private final LiveTunnel tunnel;
    private final MovingTunnels movers;
    private final MovingTunnels.Link link = new MovingTunnels.Link(this);

    /** What was moved when it was sampled last, and how fast it came to that. Guarded by this, as what follows. */
    private long toClient;

    private long toTarget;
    private long rateToClient;
    private long rateToTarget;
    private boolean sampled;

    LiveEntry(long sequence, LiveTunnel tunnel, MovingTunnels movers) {
        this.sequence = sequence;
        this.tunnel = tunnel;
        this.movers = movers;
    }

    /** Grows in the order in which tunnels were opened; ages change while they are compared. */
    public long sequence() {
        return sequence;
    }

    public LiveTunnel tunnel() {
        return tunnel;
    }

    /** Bytes move, or will at once: to be called each time, by the thread that the tunnel lives on. */
    public void moves() {
        movers.add(link);
    }

    /** It has moved its last byte. */
    void ended() {
        link.cut();
    }

    /**
     * Takes note of what was moved.
     *
     * @param nanos since the last sample of any tunnel
     * @return whether that was anything
     */
    synchronized boolean sample(long nanos) {
        long toClientNow = tunnel.bytesToClient();
        long toTargetNow = tunnel.bytesToTarget();
        boolean moved = toClientNow != toClient || toTargetNow != toTarget;
        long time = sampled ? nanos : tunnel.ageNanos();
        rateToClient = perSecond(toClientNow - toClient, time);
        rateToTarget = perSecond(toTargetNow - toTarget, time);
        toClient = toClientNow;
        toTarget = toTargetNow;
        sampled = true;
        return moved;
    }

    /** Bytes a second to its client, over about the last second. */
    public synchronized long rateToClient() {
        return sampled ? rateToClient : perSecond(tunnel.bytesToClient(), tunnel.ageNanos());
    }

    /** As {@link #rateToClient}, to its target. */
    public synchronized long rateToTarget() {
        return sampled ? rateToTarget : perSecond(tunnel.bytesToTarget(), tunnel.ageNanos());
    }

    private static long perSecond(long bytes, long nanos) {
        return nanos <= 0 ? 0 : Math.round(bytes * SECOND / nanos);
    }
}
