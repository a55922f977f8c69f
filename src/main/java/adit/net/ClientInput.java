package adit.net;

import java.nio.ByteBuffer;

/** What a client sent before it is wanted, and whether it sends more. Belongs to the processor's thread. */
class ClientInput {
    private final EarlyData early = new EarlyData();
    private boolean ended;

    /** Keeps what has to wait for its turn. */
    final void keep(ByteBuffer more) {
        if (more.hasRemaining()) {
            early.add(more);
        }
    }

    /** What has waited, given away. */
    final ByteBuffer take() {
        return early.take();
    }

    /** Whether more may be read ahead. */
    final boolean hasRoom() {
        return !ended && !early.isEnough();
    }

    /** The client sends no more. */
    final void end() {
        ended = true;
    }

    final boolean hasEnded() {
        return ended;
    }
}
