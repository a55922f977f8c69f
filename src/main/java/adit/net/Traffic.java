package adit.net;

import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.relay.TunnelLimits;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What moves in both directions of a tunnel, under the limits of its policies. Belongs to the processor's thread, but for
 * the figures.
 */
abstract class Traffic {
    final Tunnel tunnel;
    private final RelayWatch watch;

    /** Written by the processor's thread alone. */
    private final AtomicLong lastActivity;

    private boolean over;

    Traffic(Tunnel tunnel, RelayPolicy upward, RelayPolicy downward, long now) {
        this.tunnel = tunnel;
        this.lastActivity = new AtomicLong(now);
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
        lastActivity.setOpaque(now);
    }

    /** When a byte last moved, in the ticker's nanoseconds. From any thread. */
    final long lastActivity() {
        return lastActivity.getOpaque();
    }

    /** Bytes delivered to the client. From any thread. */
    abstract long bytesToClient();

    /** Bytes delivered to the target. From any thread. */
    abstract long bytesToTarget();
}
