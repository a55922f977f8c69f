package adit.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a client sends on a connection for plain HTTP, apart from bodies under way: the head that is read now, and bytes
 * of later requests, which wait for their turn. Belongs to the processor's thread.
 */
final class RequestInput extends ClientInput {
    /** How much is read at once, in bytes: all of it may have to be kept, by as many clients as there are. */
    private static final int READ = 2 * EarlyData.ENOUGH;

    private final Wire wire;
    private final RelayBuffers buffers;
    private RequestReader reader;
    private boolean headOnly;

    /** Goes on where another has read before: {@code headOnly} tells of the request that it has read. */
    RequestInput(Wire wire, RelayBuffers buffers, ClientInput before, boolean headOnly) {
        this.wire = wire;
        this.buffers = buffers;
        this.headOnly = headOnly;
        keep(before.take());
        if (before.hasEnded()) {
            end();
        }
    }

    /** Gets ready for the next request. */
    void begin(RequestReader next) {
        reader = next;
    }

    /** Reads so much that what is no part of a head can be kept; nothing at the end of the stream. */
    ByteBuffer read() throws IOException {
        ByteBuffer in = buffers.input(READ);
        if (wire.read(in) < 0) {
            end();
        }
        return in.flip();
    }

    /** Returns what the filters shall see, once the head is complete. What is behind it is kept. */
    Optional<Object> parse(ByteBuffer in) {
        Optional<Object> message = reader.read(in);
        headOnly = reader.isHead();
        keep(in);
        return message;
    }

    /** Whether the request asks by HEAD. */
    boolean isHeadOnly() {
        return headOnly;
    }

    /** Reads what has to wait for its turn. */
    void readAhead() throws IOException {
        keep(read());
    }
}
