package adit.net;

import adit.relay.DirectionMeter;
import adit.relay.RelayEnd;
import java.nio.channels.SocketChannel;

/** One direction of a tunnel's traffic: its rules and its end. Belongs to the processor's thread. */
abstract class Flow {
    final DirectionMeter meter;

    /** How the direction ended; null while it goes on. */
    RelayEnd end;

    /** Held back by its maximum rate until {@link #heldUntil}. */
    boolean held;

    long heldUntil;

    Flow(DirectionMeter meter) {
        this.meter = meter;
    }

    /** Reads no more before that time. */
    final void hold(long until) {
        held = true;
        heldUntil = until;
        updateInterest();
    }

    /** Lets go what was held back. */
    final void release() {
        held = false;
        updateInterest();
    }

    /** Where its bytes come from. */
    abstract SocketChannel channel();

    /** Asks the selector for what the direction can use now. */
    abstract void updateInterest();
}
