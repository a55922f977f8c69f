package adit.net;

import adit.splice.Pipe;
import adit.splice.Pipes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How bytes in bulk get from one socket to another without being copied: by a pipe of the kernel. What comes in small pieces is
 * copied, as that costs no more; and so is all where there is no pipe, or memory is short. What the receiver does not take
 * stays in the pipe, and its sender is not read again before that is gone. Belongs to the processor's thread, but for the
 * figures.
 */
final class SplicePath extends CopyPath implements AutoCloseable {
    /** A sender of pieces of this size is one of bulk from then on. */
    private static final int BULK = 64 * 1024;

    /** Below this size, the calls for a pipe cost more than the copy. */
    private static final int LEAST = 16 * 1024;

    private static final int NOTHING = -1;

    private final Pipes pipes;

    /** Written by the processor's thread alone. */
    private final AtomicLong moved = new AtomicLong();

    SplicePath(TunnelProcessor processor, Pipes pipes) {
        super(processor);
        this.pipes = pipes;
    }

    @Override
    int move(Leg source, int room, long now) {
        Pipe pipe = source.bulk && room >= LEAST ? pipes.take() : null;
        int count = pipe == null ? super.move(source, room, now) : splice(source, pipe, room, now);
        source.bulk = count >= (source.bulk ? LEAST : BULK);
        return count;
    }

    private int splice(Leg source, Pipe pipe, int room, long now) {
        int count = fill(source, pipe, room);
        if (count > 0) {
            arrived(source, count, now);
            forward(source.peer, pipe);
            moved.setOpaque(moved.getPlain() + count);
            return count;
        }
        pipes.give(pipe);
        return count == NOTHING ? super.move(source, room, now) : count;
    }

    /** Returns how much came, {@link #NOTHING}, or 0 where the relay has been told of an end or a failure. */
    private static int fill(Leg source, Pipe pipe, int room) {
        try {
            int count = pipe.fill(source.channel, room);
            if (count == 0) {
                source.relay.inputEnded(source);
            }
            return count;
        } catch (IOException e) {
            source.relay.readFailed(source, e);
            return 0;
        }
    }

    private void forward(Leg sink, Pipe pipe) {
        int wanted = pipe.content();
        sink.pipe = pipe;
        buffers.count(wanted);
        int count = drain(sink);
        if (count >= 0) {
            adapt(sink, wanted, count);
        }
    }

    @Override
    void writable(Leg sink) {
        if (sink.pipe == null) {
            super.writable(sink);
            return;
        }
        int count = drain(sink);
        if (count == 0) {
            copyOut(sink, sink.pipe);
        } else if (count > 0) {
            sink.relay.active(processor.now());
            settle(sink);
        }
    }

    /** Returns the number of bytes sent, or a negative number where the relay has been told of a failure. */
    private int drain(Leg sink) {
        try {
            int count = Math.max(0, sink.pipe.drain(sink.channel));
            buffers.count(-count);
            sink.countDelivered(count);
            if (sink.pipe.content() == 0) {
                release(sink);
            }
            return count;
        } catch (IOException e) {
            sink.relay.writeFailed(sink, e);
            return -1;
        }
    }

    /** A socket that is to take something takes nothing in this way. */
    private void copyOut(Leg sink, Pipe pipe) {
        ByteBuffer content = buffers.shared(pipe.content());
        try {
            pipe.copy(content);
        } catch (IOException e) {
            sink.relay.writeFailed(sink, e);
            return;
        }
        buffers.count(-content.position());
        release(sink);
        sink.parked = buffers.park(content.flip());
        super.writable(sink);
    }

    @Override
    void discard(Leg sink) {
        super.discard(sink);
        if (sink.pipe != null) {
            buffers.count(-sink.pipe.content());
            release(sink);
        }
    }

    private void release(Leg sink) {
        pipes.give(sink.pipe);
        sink.pipe = null;
    }

    /** Pipes that are open. From any thread. */
    int pipes() {
        return pipes.open();
    }

    /** Bytes that went by pipes so far. From any thread. */
    long moved() {
        return moved.getOpaque();
    }

    /** Gives back the pipes that no relay has. */
    @Override
    public void close() {
        pipes.close();
    }
}
