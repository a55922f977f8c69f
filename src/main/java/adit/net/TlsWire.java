package adit.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A channel that carries TLS records, once the handshake is done. Between two calls it keeps nothing but what could not
 * be dealt with yet, in buffers that are counted with those of the relay: the beginning of a record, plaintext that was
 * not asked for, records that the channel did not take.
 *
 * <p>TLS 1.3 ends each direction by itself. Earlier versions do not (RFC 5246, 7.2.1): a peer that ends its stream takes
 * nothing any more either, and writing fails.
 */
final class TlsWire extends Wire {
    private final SocketChannel channel;
    private final TlsEngine engine;
    private final RelayBuffers kept;
    private final TlsBuffers passing = TlsBuffers.ofThread();

    /** Each of these is null where there is none. */
    private ByteBuffer undecoded;

    private ByteBuffer unread;
    private ByteBuffer unsent;

    /** Whole records are among what is undecoded. */
    private boolean undecodedIsWhole;

    private boolean inputEnded;
    private boolean outputEnded;
    private IOException readFailure;
    private IOException writeFailure;

    /** The reader knows that nothing more comes. */
    private boolean endIsTold;

    /**
     * @param undecoded what was read and is not decoded
     * @param unwritten records to be sent before all others, in the heap and given away
     */
    TlsWire(SocketChannel channel, TlsEngine engine, ByteBuffer undecoded, ByteBuffer unwritten, RelayBuffers kept) {
        this.channel = channel;
        this.engine = engine;
        this.kept = kept;
        this.inputEnded = engine.inputHasEnded();
        keepUndecoded(undecoded);
        if (unwritten.hasRemaining()) {
            unsent = kept.park(unwritten);
        }
    }

    @Override
    int read(ByteBuffer into) throws IOException {
        int before = into.position();
        takeUnread(into);
        if (into.hasRemaining() && !inputEnded && readFailure == null) {
            try {
                fill(into);
            } catch (IOException e) {
                readFailure = e;
            }
        }
        int count = into.position() - before;
        if (count > 0) {
            return count;
        }
        endIsTold = inputEnded || readFailure != null;
        if (readFailure != null) {
            throw readFailure;
        }
        return inputEnded ? -1 : 0;
    }

    private void takeUnread(ByteBuffer into) {
        if (unread != null) {
            transfer(unread, into);
            if (!unread.hasRemaining()) {
                kept.release(unread);
                unread = null;
            }
        }
    }

    private static void transfer(ByteBuffer from, ByteBuffer into) {
        int count = Math.min(from.remaining(), into.remaining());
        into.put(into.position(), from, from.position(), count);
        into.position(into.position() + count);
        from.position(from.position() + count);
    }

    private void fill(ByteBuffer into) throws IOException {
        ByteBuffer input = passing.input();
        if (undecoded != null) {
            input.put(undecoded);
            kept.release(undecoded);
            undecoded = null;
        }
        undecodedIsWhole = false;
        boolean goesOn = true;
        while (goesOn) {
            // Records are never smaller than what they carry: so much decodes into the room there is.
            input.limit(Math.min(input.capacity(), Math.max(into.remaining(), TlsEngine.MAX_RECORD)));
            int count = channel.read(input);
            boolean isFull = !input.hasRemaining();
            TlsEngine.Status status = decode(input.flip(), into);
            inputEnded = status == TlsEngine.Status.ENDED;
            undecodedIsWhole = status == TlsEngine.Status.NEEDS_ROOM;
            if (count < 0 && status == TlsEngine.Status.NEEDS_INPUT) {
                throw new TruncatedException("the connection ended, and its TLS stream did not");
            }
            goesOn = isFull && status == TlsEngine.Status.NEEDS_INPUT && into.remaining() >= TlsEngine.MAX_RECORD;
            if (goesOn) {
                input.compact();
            }
        }
        if (!inputEnded) {
            keepUndecoded(input);
        }
    }

    private void keepUndecoded(ByteBuffer rest) {
        if (rest.hasRemaining()) {
            undecoded = kept.keep(rest);
        }
    }

    private TlsEngine.Status decode(ByteBuffer input, ByteBuffer into) throws IOException {
        ByteBuffer answers = passing.output();
        try {
            TlsEngine.Status status = engine.decode(input, into, answers);
            if (status == TlsEngine.Status.NEEDS_ROOM && into.hasRemaining()) {
                status = decodeInPart(input, into, answers);
            }
            return status;
        } catch (IOException e) {
            engine.lastWords(answers);
            throw e;
        } finally {
            sendAnswers(answers.flip());
        }
    }

    /** A record decodes as a whole or not at all: what there is no room for waits for the next read. */
    private TlsEngine.Status decodeInPart(ByteBuffer input, ByteBuffer into, ByteBuffer answers) throws IOException {
        ByteBuffer record = passing.record();
        try {
            return engine.decode(input, record, answers);
        } finally {
            transfer(record.flip(), into);
            if (record.hasRemaining()) {
                unread = kept.keep(record);
            }
        }
    }

    /** Reading goes on where answers cannot be sent: who writes next will see. */
    private void sendAnswers(ByteBuffer answers) {
        if (answers.hasRemaining() && writeFailure == null) {
            try {
                send(answers);
            } catch (IOException e) {
                writeFailure = e;
            }
        }
    }

    @Override
    int write(ByteBuffer from) throws IOException {
        if (writeFailure != null) {
            throw writeFailure;
        }
        flush();
        int before = from.position();
        while (unsent == null && from.hasRemaining()) {
            ByteBuffer output = passing.output();
            engine.encode(from, output);
            send(output.flip());
        }
        return from.position() - before;
    }

    private void send(ByteBuffer records) throws IOException {
        if (unsent != null) {
            append(records);
            return;
        }
        channel.write(records);
        if (records.hasRemaining()) {
            unsent = kept.keep(records);
        }
    }

    /** Only answers come while records wait: no peer needs many that it does not read. */
    private void append(ByteBuffer records) throws IOException {
        int end = unsent.limit();
        int count = records.remaining();
        if (count > unsent.capacity() - end) {
            throw new IOException("the peer asks for more than it reads");
        }
        unsent.limit(end + count).put(end, records, records.position(), count);
    }

    @Override
    int atOnce() {
        return TlsEngine.MAX_RECORD;
    }

    @Override
    int batch() {
        return TlsBuffers.BATCH;
    }

    @Override
    int unsent() {
        return unsent == null ? 0 : unsent.remaining();
    }

    @Override
    int flush() throws IOException {
        if (unsent == null) {
            return 0;
        }
        try {
            return channel.write(unsent);
        } catch (IOException e) {
            writeFailure = e;
            unsent.position(unsent.limit());
            throw e;
        } finally {
            if (!unsent.hasRemaining()) {
                releaseUnsent();
            }
        }
    }

    private void releaseUnsent() {
        if (unsent != null) {
            kept.release(unsent);
            unsent = null;
        }
    }

    @Override
    boolean hasUnread() {
        return unread != null || undecodedIsWhole || ((inputEnded || readFailure != null) && !endIsTold);
    }

    @Override
    void shutdownOutput() throws IOException {
        if (!outputEnded) {
            outputEnded = true;
            ByteBuffer output = passing.output();
            engine.endOutput(output);
            send(output.flip());
        }
        if (unsent == null) {
            channel.shutdownOutput();
        }
    }

    @Override
    void release() {
        releaseUnsent();
        if (undecoded != null) {
            kept.release(undecoded);
            undecoded = null;
        }
        if (unread != null) {
            kept.release(unread);
            unread = null;
        }
        undecodedIsWhole = false;
        endIsTold = true;
    }
}
