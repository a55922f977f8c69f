package adit.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a client sends on a connection for plain HTTP, apart from bodies under way: the head that is read now, and bytes
 * of later requests, which wait for their turn. Belongs to the processor's thread.
 */
final class RequestInput extends ClientInput {
    /** How much is read at once, in bytes: all of it may have to be kept, by as many clients as there are. */
    private static final int READ = 2 * EarlyData.ENOUGH;

    private final Wire wire;
    private final RelayBuffers buffers;
    private final Supplier<RequestReader> readers;

    /** Null where nothing of the next head has come. */
    private RequestReader reader;

    private boolean headOnly;

    /**
     * Goes on where another has read before.
     *
     * @param readers makes one for each head
     * @param headOnly tells of the request that the other has read
     */
    RequestInput(
            Wire wire, RelayBuffers buffers, Supplier<RequestReader> readers, ClientInput before, boolean headOnly) {
        this.wire = wire;
        this.buffers = buffers;
        this.readers = readers;
        this.headOnly = headOnly;
        keep(before.take());
        if (before.hasEnded()) {
            end();
        }
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
        if (reader == null) {
            reader = readers.get();
        }
        Optional<Object> message = reader.read(in);
        headOnly = reader.isHead();
        if (message.isPresent()) {
            reader = null;
        }
        keep(in);
        return message;
    }

    /** Whether a part of a head has come, and more than the empty lines before it. */
    boolean isInHead() {
        return reader != null && reader.hasBegun();
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
