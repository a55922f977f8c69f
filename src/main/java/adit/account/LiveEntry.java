package adit.account;

import java.util.concurrent.TimeUnit;

/**
 * A live tunnel, and how fast bytes move in it at present. Safe for use by any thread.
 *
 * <p>Nothing is counted for that where bytes are relayed: {@link TunnelRegistry#sample} reads the totals about once a second
 * and keeps the difference. A tunnel that is too young to have been sampled has the mean since its client was accepted.
 */
public final class LiveEntry {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long sequence;
    private final LiveTunnel tunnel;

    /** Null until the first sample, which most tunnels do not live to see. */
    private volatile Sample sample;

    LiveEntry(long sequence, LiveTunnel tunnel) {
        this.sequence = sequence;
        this.tunnel = tunnel;
    }

    /** Grows in the order in which tunnels were opened; ages change while they are compared. */
    public long sequence() {
        return sequence;
    }

    public LiveTunnel tunnel() {
        return tunnel;
    }

    void sample(long now) {
        Sample known = sample;
        if (known == null) {
            known = new Sample(now - tunnel.ageNanos());
            sample = known;
        }
        known.take(tunnel.bytesToClient(), tunnel.bytesToTarget(), now);
    }

    /** Bytes a second to its client, over about the last second. */
    public long rateToClient() {
        Sample known = sample;
        return known == null ? perSecond(tunnel.bytesToClient(), tunnel.ageNanos()) : known.rateToClient();
    }

    /** As {@link #rateToClient}, to its target. */
    public long rateToTarget() {
        Sample known = sample;
        return known == null ? perSecond(tunnel.bytesToTarget(), tunnel.ageNanos()) : known.rateToTarget();
    }

    private static long perSecond(long bytes, long nanos) {
        return nanos <= 0 ? 0 : Math.round(bytes * SECOND / nanos);
    }

    /** What was moved by when, and how fast it came to that. Guarded by itself. */
    private static final class Sample {
        private long takenAt;
        private long toClient;
        private long toTarget;
        private long rateToClient;
        private long rateToTarget;

        Sample(long acceptedAt) {
            takenAt = acceptedAt;
        }

        synchronized void take(long toClientNow, long toTargetNow, long now) {
            rateToClient = perSecond(toClientNow - toClient, now - takenAt);
            rateToTarget = perSecond(toTargetNow - toTarget, now - takenAt);
            toClient = toClientNow;
            toTarget = toTargetNow;
            takenAt = now;
        }

        synchronized long rateToClient() {
            return rateToClient;
        }

        synchronized long rateToTarget() {
            return rateToTarget;
        }
    }
}
