package adit.net;

import adit.relay.RelayEnd;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How bytes get from one socket to another on one I/O thread: read into the thread's buffer, written straight from it.
 * What the receiver does not take is parked with it, and its sender is not read again before that is gone. It allocates
 * nothing as long as the spare buffers last. Belongs to the processor's thread.
 */
class CopyPath {
    final TunnelProcessor processor;
    final RelayBuffers buffers;

    CopyPath(TunnelProcessor processor) {
        this.processor = processor;
        this.buffers = processor.buffers();
    }

    /** Moves what one read brings from this end to the other. */
    void readable(Leg source) {
        long now = processor.now();
        int bound = buffers.bound(source.peer.window, source.wire.atOnce(), source.isBlocked());
        if (bound == 0) {
            source.hold(now + RelayBuffers.PAUSE_NANOS);
            source.relay.watchAgain(now);
            return;
        }
        int room = source.meter.allowance(now, bound);
        if (room == 0) {
            withheld(source, now);
            return;
        }
        source.turn().moved(move(source, room, now));
        if (source.wire.hasUnread() || source.wire.hasUnsent()) {
            source.updateInterest();
        }
    }

    /**
     * Moves at most so many bytes.
     *
     * @return how many came; an end or a failure has been told to the relay then, and is no more than nothing
     */
    int move(Leg source, int room, long now) {
        ByteBuffer buffer = buffers.shared(room);
        int count = read(source, buffer);
        if (count > 0) {
            arrived(source, count, now);
            send(source, buffer.flip());
        }
        return count;
    }

    static void arrived(Leg source, int count, long now) {
        source.meter.moved(now, count);
        source.relay.active(now);
    }

    /** Returns how much came; an end or a failure has been told to the relay then, and is no more than nothing. */
    private static int read(Leg source, ByteBuffer buffer) {
        try {
            int count = source.wire.read(buffer);
            if (count < 0) {
                source.relay.inputEnded(source);
            }
            return count;
        } catch (IOException e) {
            source.relay.readFailed(source, e);
            return -1;
        }
    }

    /** The meter lets nothing pass: the payload is spent, or the rate says later. */
    private void withheld(Leg source, long now) {
        if (!source.meter.payloadSpent()) {
            source.hold(now + source.meter.nanosUntilReadable(now));
            source.relay.watchAgain(now);
        } else if (read(source, buffers.shared(1)) > 0) {
            source.relay.stop(source, RelayEnd.PAYLOAD_EXCEEDED);
        }
    }

    /** Sends bytes that came before the relay began as if they were read now. */
    void sendEarly(Leg source, ByteBuffer early) {
        int count = early.remaining();
        source.meter.moved(processor.now(), count);
        send(source, buffers.shared(count).put(early).flip());
    }

    private void send(Leg source, ByteBuffer buffer) {
        Leg sink = source.peer;
        int wanted = buffer.remaining();
        int count = write(sink, buffer);
        if (count < 0) {
            return;
        }
        if (buffer.hasRemaining()) {
            sink.parked = buffers.park(buffer);
        }
        adapt(sink, wanted, count);
    }

    /** Learns how much the receiver is likely to take at once, of that it was to take so much and took that much. */
    static void adapt(Leg sink, int wanted, int count) {
        if (sink.isBlocked()) {
            sink.window = Math.max(RelayBuffers.SMALL, count - sink.wire.unsent());
            sink.relay.updateInterest();
        } else if (wanted >= sink.window) {
            sink.window = Math.min(sink.wire.batch(), 2 * sink.window);
        }
    }

    /** Writes what waits for this end. */
    void writable(Leg sink) {
        int count = flush(sink);
        if (count >= 0 && !sink.wire.hasUnsent() && sink.parked != null) {
            int more = write(sink, sink.parked);
            count = more < 0 ? more : count + more;
        }
        if (count > 0) {
            sink.relay.active(processor.now());
        }
        if (count >= 0) {
            settle(sink);
        }
    }

    final void settle(Leg sink) {
        if (sink.parked != null && !sink.parked.hasRemaining()) {
            discard(sink);
        }
        if (!sink.isBlocked()) {
            sink.relay.drained(sink);
        }
    }

    /** Returns the number of bytes sent, or a negative number where the relay has been told of a failure. */
    private static int flush(Leg sink) {
        try {
            return sink.wire.flush();
        } catch (IOException e) {
            sink.relay.writeFailed(sink, e);
            return -1;
        }
    }

    /** As {@link #flush}, for the bytes of the buffer. */
    private static int write(Leg sink, ByteBuffer buffer) {
        try {
            int count = sink.wire.write(buffer);
            sink.countDelivered(count);
            return count;
        } catch (IOException e) {
            sink.relay.writeFailed(sink, e);
            return -1;
        }
    }

    /** Gives up what waits for this end. */
    void discard(Leg sink) {
        if (sink.parked != null) {
            buffers.release(sink.parked);
            sink.parked = null;
        }
    }
}
