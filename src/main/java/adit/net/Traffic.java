package adit.net;

import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.relay.SharedRate;
import adit.relay.TunnelLimits;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.ObjLongConsumer;

/**
 * What moves in both directions of a tunnel, under the limits of its policies. Belongs to the processor's thread, but for
 * the figures.
 */
abstract class Traffic {
    private static final AtomicLongFieldUpdater<Traffic> LAST_ACTIVITY =
            AtomicLongFieldUpdater.newUpdater(Traffic.class, "lastActivity");

    final Tunnel tunnel;
    private final RelayWatch watch;

    /** Written by the processor's thread alone. */
    private volatile long lastActivity;

    /** Read by any thread, as what follows. */
    private volatile RelayPolicy upwardPolicy;

    private volatile RelayPolicy downwardPolicy;

    /** In bytes a second; 0 for none. */
    private volatile long sharedRate;

    private boolean over;

    Traffic(Tunnel tunnel, RelayPolicy upward, RelayPolicy downward, long now) {
        this.tunnel = tunnel;
        this.upwardPolicy = upward;
        this.downwardPolicy = downward;
        this.lastActivity = now;
        this.watch = new RelayWatch(this, new TunnelLimits(upward, downward, now));
    }

    /** The direction from client to target. */
    abstract Flow upward();

    /** The direction from target to client. */
    abstract Flow downward();

    /** Both directions have their ends: gives up what the traffic holds. */
    abstract void finish();

    /** Ends both directions at once, for a cause that lies in neither end. */
    void stop(RelayEnd cause) {
        stop(upward(), cause);
    }

    /** Ends the direction for the cause, and the other with it. */
    void stop(Flow flow, RelayEnd cause) {
        if (over) {
            return;
        }
        end(flow, cause);
        end(flow == upward() ? downward() : upward(), cause.inOtherDirection());
        finish();
    }

    /** The first end of a direction stays. */
    static void end(Flow flow, RelayEnd end) {
        if (flow.end == null) {
            flow.end = end;
        }
    }

    /** How a direction ends whose sender cannot be read. */
    static RelayEnd endOf(IOException cause) {
        String message = cause.getMessage();
        if (message != null && message.startsWith("Connection reset")) {
            return RelayEnd.RESET;
        }
        return cause instanceof TruncatedException ? RelayEnd.TRUNCATED : RelayEnd.READ_ERROR;
    }

    /** A fault of the program: this tunnel ends, the others go on. */
    abstract void fault(Throwable cause);

    final void overNow() {
        over = true;
        upward().meter.cancel(tunnel.processor().now());
        downward().meter.cancel(tunnel.processor().now());
    }

    /** Holds both directions to these rates, together with all others that share them. */
    final void share(List<SharedRate> rates) {
        sharedRate = least(rates);
        eachFlow((flow, now) -> flow.meter.share(now, rates));
    }

    private static long least(List<SharedRate> rates) {
        long least = rates.isEmpty() ? 0 : Long.MAX_VALUE;
        for (SharedRate rate : rates) {
            least = Math.min(least, rate.bytesPerSecond());
        }
        return least;
    }

    /** Holds each direction to so many bytes a second; 0 for what its policy says. */
    final void throttle(long bytesPerSecond) {
        eachFlow((flow, now) -> flow.meter.throttle(now, bytesPerSecond));
    }

    /** Goes by these policies from now on; how long it lives and what it has moved counts. */
    final void apply(RelayPolicy upward, RelayPolicy downward) {
        long now = tunnel.processor().now();
        upwardPolicy = upward;
        downwardPolicy = downward;
        watch.apply(upward, downward);
        change(upward(), (flow, time) -> flow.meter.apply(time, upward), now);
        change(downward(), (flow, time) -> flow.meter.apply(time, downward), now);
        check(now);
    }

    /** What was held back by other rates is let go, to ask anew. */
    private void eachFlow(ObjLongConsumer<Flow> change) {
        long now = tunnel.processor().now();
        change(upward(), change, now);
        change(downward(), change, now);
    }

    private static void change(Flow flow, ObjLongConsumer<Flow> change, long now) {
        change.accept(flow, now);
        if (flow.held) {
            flow.release();
        }
    }

    final boolean isOver() {
        return over;
    }

    /** Looks at the limits that the clock alone can find broken, and lets go what a rate held back. */
    final void check(long now) {
        watch.check(now);
        watchAgain(now);
    }

    /** Sets the time of the next look. */
    final void watchAgain(long now) {
        if (!over) {
            tunnel.deadline().armIn(watch.nanosUntilCheck(now));
        }
    }

    /** A byte moved. */
    final void active(long now) {
        LAST_ACTIVITY.lazySet(this, now);
        tunnel.entry.moves();
    }

    /** When a byte last moved, in the ticker's nanoseconds. From any thread. */
    final long lastActivity() {
        return lastActivity;
    }

    /** What the direction from client to target is limited to. From any thread. */
    final RelayPolicy upwardPolicy() {
        return upwardPolicy;
    }

    /** What the direction from target to client is limited to. From any thread. */
    final RelayPolicy downwardPolicy() {
        return downwardPolicy;
    }

    /** The least of the rates that it shares with others, in bytes a second; 0 for none. From any thread. */
    final long sharedRate() {
        return sharedRate;
    }

    /** Bytes delivered to the client. From any thread. */
    abstract long bytesToClient();

    /** Bytes delivered to the target. From any thread. */
    abstract long bytesToTarget();
}
