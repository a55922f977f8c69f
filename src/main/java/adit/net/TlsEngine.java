package adit.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;

/**
 * Drives an {@link SSLEngine} from buffer to buffer, in loops: however many records come at once, the stack stays as it
 * is. It knows no sockets and keeps no bytes. Not for use by two threads at once.
 *
 * <p>A peer can keep an engine busy without ever getting on: a handshake of more than {@link #MOST_HANDSHAKE} bytes is
 * refused, and so are more than {@link #MOST_BARREN} records in a row without content (empty ones, changes of keys,
 * warnings). There is one handshake: an attempt at another is refused.
 */
final class TlsEngine {
    /** The largest record there can be, in bytes (RFC 5246, 6.2.3). */
    static final int MAX_RECORD = 5 + 16 * 1024 + 2048;

    /** How many bytes a peer may send until the handshake is done; with long certificates it takes a quarter. */
    static final int MOST_HANDSHAKE = 128 * 1024;

    /** How many records in a row may carry nothing. */
    static final int MOST_BARREN = 32;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private Runnable task;
    private boolean secured;
    private int handshakeBytes;
    private int barren;

    /** What stopped {@link #decode}. */
    enum Status {
        /** Every whole record is decoded. */
        NEEDS_INPUT,
        /** The next record needs more room than is left. */
        NEEDS_ROOM,
        /** {@link #runTask} comes next, on whatever thread. */
        NEEDS_TASK,
        /** The peer has ended its stream in order; what follows is not looked at. */
        ENDED
    }

    TlsEngine(SSLEngine engine) {
        this.engine = engine;
    }

    void begin() throws SSLException {
        engine.beginHandshake();
    }

    /**
     * Decodes whole records.
     *
     * @param output takes what is to be sent in answer, also where this fails; with room for several records
     * @throws SSLException where the peer breaks the rules; {@link #lastWords} says what it is to be told
     */
    Status decode(ByteBuffer input, ByteBuffer plain, ByteBuffer output) throws SSLException {
        HandshakeStatus next = answer(engine.getHandshakeStatus(), output);
        while (next != HandshakeStatus.NEED_TASK) {
            SSLEngineResult result = engine.unwrap(input, plain);
            next = answer(statusAfter(result), output);
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    refuseLargeRecord(input);
                    return Status.NEEDS_INPUT;
                }
                case BUFFER_OVERFLOW -> {
                    refuseLargeRecord(plain);
                    return Status.NEEDS_ROOM;
                }
                case CLOSED -> {
                    return Status.ENDED;
                }
                case OK -> refuseIdling(result);
            }
        }
        task = engine.getDelegatedTask();
        if (task == null) {
            throw new SSLException("the handshake broke off");
        }
        if (secured) {
            refuseHandshake(output);
        }
        return Status.NEEDS_TASK;
    }

    /** JSSE refuses another handshake by itself, as it is set up here, but must be let to find out: then it has an alert. */
    private void refuseHandshake(ByteBuffer output) throws SSLException {
        runTask();
        engine.wrap(NOTHING, output);
        throw new SSLHandshakeException("the peer wants another handshake");
    }

    /** JSSE by itself takes records of twice the size. */
    private static void refuseLargeRecord(ByteBuffer tooSmall) throws SSLException {
        if (tooSmall.remaining() >= MAX_RECORD) {
            throw new SSLException("a record is larger than TLS allows");
        }
    }

    private void refuseIdling(SSLEngineResult result) throws SSLException {
        if (!secured) {
            handshakeBytes += result.bytesConsumed();
        }
        barren = secured && result.bytesProduced() == 0 ? barren + 1 : 0;
        if (handshakeBytes > MOST_HANDSHAKE || barren > MOST_BARREN) {
            throw new SSLException("the peer sends and sends and does not get on");
        }
    }

    private HandshakeStatus answer(HandshakeStatus status, ByteBuffer output) throws SSLException {
        HandshakeStatus next = status;
        while (next == HandshakeStatus.NEED_WRAP) {
            SSLEngineResult result = engine.wrap(NOTHING, output);
            next = statusAfter(result);
            if (result.bytesProduced() == 0 && next == HandshakeStatus.NEED_WRAP) {
                // A stream that is half closed looks as if there were always something to say.
                return HandshakeStatus.NOT_HANDSHAKING;
            }
        }
        return next;
    }

    private HandshakeStatus statusAfter(SSLEngineResult result) {
        if (result.getHandshakeStatus() != HandshakeStatus.FINISHED) {
            return result.getHandshakeStatus();
        }
        secured = true;
        return engine.getHandshakeStatus();
    }

    /** Does the part of a handshake that takes long. Meanwhile nothing else may be called. */
    void runTask() {
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    /**
     * Encodes as much as there is room for.
     *
     * @param output with room for at least one record
     * @throws SSLException where nothing can be sent any more
     */
    void encode(ByteBuffer plain, ByteBuffer output) throws SSLException {
        while (plain.hasRemaining()) {
            SSLEngineResult result = engine.wrap(plain, output);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW && output.position() > 0) {
                return;
            }
            if (result.bytesProduced() == 0) {
                throw new SSLException("the stream to the peer is closed");
            }
        }
    }

    /** Ends the stream to the peer in order. */
    void endOutput(ByteBuffer output) throws SSLException {
        engine.closeOutbound();
        answer(engine.getHandshakeStatus(), output);
    }

    /** What the peer is to be told after a failure: the alert. */
    void lastWords(ByteBuffer output) {
        try {
            answer(engine.getHandshakeStatus(), output);
        } catch (SSLException e) {
            // The engine has failed before, and may have nothing left to say.
            output.limit(output.position());
        }
    }

    /** Whether the handshake is done. */
    boolean isSecured() {
        return secured;
    }

    /** Whether the peer has ended its stream in order. */
    boolean inputHasEnded() {
        return secured && engine.isInboundDone();
    }

    SSLSession session() {
        return engine.getSession();
    }
}
