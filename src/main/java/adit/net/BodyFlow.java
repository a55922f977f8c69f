package adit.net;

import adit.http.BadBodyException;
import adit.http.BodyFraming;
import adit.http.BodyTransfer;
import adit.relay.DirectionMeter;
import adit.relay.RelayEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One direction of an exchange: the body of a message goes on as it comes, and of it no more than one read is in the
 * proxy. Belongs to the processor's thread.
 */
abstract class BodyFlow extends Flow {
    final Exchange exchange;
    final HttpEnd source;
    final HttpEnd sink;
    final RelayBuffers buffers;

    /** Null until the head of the message is known. */
    private BodyTransfer transfer;

    BodyFlow(Exchange exchange, HttpEnd source, HttpEnd sink, DirectionMeter meter) {
        super(meter);
        this.exchange = exchange;
        this.source = source;
        this.sink = sink;
        this.buffers = source.buffers;
    }

    /**
     * The head of the message is known.
     *
     * @return false where it announces more than a limit allows, which has been told then
     */
    final boolean begin(BodyTransfer body, BodyFraming framing) {
        transfer = body;
        boolean tooMuch = framing.length() > meter.payloadLeft();
        if (tooMuch) {
            exchange.stop(this, RelayEnd.PAYLOAD_EXCEEDED);
        }
        return !tooMuch;
    }

    /** What came behind the body. The buffer is not the flow's to keep. */
    abstract void leftOver(ByteBuffer rest);

    /** The sender has no more. */
    abstract void inputEnded();

    /** The framing of the body is wrong, or it ended too early. */
    abstract void broken(String reason);

    /** Whether the whole body has come. */
    final boolean isComplete() {
        return transfer != null && transfer.isDone();
    }

    /** Whether the whole body has come and has been sent. */
    final boolean isDelivered() {
        return isComplete() && !sink.isBlocked();
    }

    /** Whether more of the body may be read now. */
    final boolean wantsMore() {
        return end == null && !held && !isComplete() && !sink.isBlocked();
    }

    @Override
    final SocketChannel channel() {
        return source.session.getChannel();
    }

    @Override
    final void updateInterest() {
        exchange.updateInterest();
    }

    /**
     * Moves what one read brings.
     *
     * @throws IOException where the source cannot be read
     */
    void readable(long now) throws IOException {
        int bound = sink.room(source);
        if (bound == 0) {
            hold(now + RelayBuffers.PAUSE_NANOS);
            exchange.watchAgain(now);
            return;
        }
        int room = meter.allowance(now, bound);
        if (room == 0) {
            withheld(now);
        } else if (transfer.passThrough() >= RelayBuffers.INPUT) {
            pass(room, now);
        } else {
            reframe(room, now);
        }
    }

    /** Bytes that all belong to the body go on from the buffer they were read into. */
    private void pass(int room, long now) throws IOException {
        ByteBuffer buffer = buffers.shared((int) Math.min(room, transfer.passThrough()));
        int count = read(buffer, now);
        if (count > 0) {
            transfer.passed(count);
            meter.moved(now, count);
            sink.send(buffer.flip());
        }
    }

    private void reframe(int room, long now) throws IOException {
        ByteBuffer in = buffers.input(room);
        if (read(in, now) > 0) {
            ByteBuffer out = buffers.stage(in.position() + BodyTransfer.OVERHEAD);
            if (take(in.flip(), out, now)) {
                leftOver(in);
                sink.send(out.flip());
            }
        }
    }

    /**
     * Puts out what of the bytes belongs to the body.
     *
     * @return false where they break the framing or a limit, which has been told then
     */
    final boolean take(ByteBuffer in, ByteBuffer out, long now) {
        int before = in.remaining();
        try {
            transfer.transfer(in, out);
        } catch (BadBodyException e) {
            broken(e.getMessage());
            return false;
        }
        int count = before - in.remaining();
        boolean tooMuch = count > meter.payloadLeft();
        meter.moved(now, count);
        if (tooMuch) {
            exchange.stop(this, RelayEnd.PAYLOAD_EXCEEDED);
        }
        return !tooMuch;
    }

    /** The meter lets nothing pass: the payload is spent, or the rate says later. */
    private void withheld(long now) throws IOException {
        if (!meter.payloadSpent()) {
            hold(now + meter.nanosUntilReadable(now));
            exchange.watchAgain(now);
        } else if (read(buffers.input(1), now) > 0) {
            exchange.stop(this, RelayEnd.PAYLOAD_EXCEEDED);
        }
    }

    /** Returns how much came; an end has been told then, and is no more than nothing. */
    final int read(ByteBuffer buffer, long now) throws IOException {
        int count = source.wire.read(buffer);
        source.turn().moved(count);
        if (count > 0) {
            exchange.active(now);
        } else if (count < 0) {
            inputEnded();
        }
        return count;
    }

    /** Nothing more comes: the end of a body that lasts until then, and of no other. */
    final void endBody() {
        try {
            transfer.inputEnded();
        } catch (BadBodyException e) {
            broken(e.getMessage());
        }
    }
}
