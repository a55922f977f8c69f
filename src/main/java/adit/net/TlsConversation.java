package adit.net;

import adit.policy.Identity;
import adit.tls.ServerEnd;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilter.NextFilter;
import org.apache.mina.core.future.DefaultWriteFuture;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRejectedException;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.ssl.EncryptedWriteRequest;
import org.apache.mina.filter.ssl.SslEvent;
import org.apache.mina.filter.ssl.SslFilter;

/**
 * TLS with the peer of one session, as long as MINA moves its bytes. MINA lets any thread write, hence the locks; a
 * session that keeps to its own thread never waits for one.
 */
final class TlsConversation {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ServerEnd end;
    private final TlsEngine engine;
    private final TlsFilter.Tasks tasks;
    private final IoSession session;

    /** What was written before the handshake was done. */
    private final Queue<WriteRequest> waiting = new ArrayDeque<>(0);

    private ByteBuffer undecoded = NOTHING;

    /** A task of the handshake is under way. */
    private boolean busy;

    /** The peer has sent something. */
    private boolean heard;

    /** Filters further on know that the session is secured. */
    private boolean announced;

    private boolean outputEnded;
    private SSLException failure;

    /** The session is closed, or goes on without the filter. */
    private boolean over;

    TlsConversation(ServerEnd end, TlsFilter.Tasks tasks, IoSession session) {
        this.end = end;
        this.engine = new TlsEngine(end.engine());
        this.tasks = tasks;
        this.session = session;
    }

    private boolean isOpen() {
        return !over && !outputEnded && failure == null;
    }

    /** Whether both sides can speak: the handshake is done, and nothing has ended or failed. */
    synchronized boolean isConnected() {
        return isOpen() && engine.isSecured();
    }

    /** Who the peer has proved to be in the handshake; empty where it need not, or did not. */
    synchronized Optional<Identity> identity() {
        return end.identity();
    }

    /** What was wrong with what the peer sent; null where nothing was. */
    synchronized SSLException failure() {
        return failure;
    }

    synchronized void open(NextFilter next) throws SSLException {
        engine.begin();
        decode(next);
    }

    synchronized void receive(NextFilter next, IoBuffer message) throws SSLException {
        if (over || failure != null || engine.inputHasEnded() || !message.hasRemaining()) {
            return;
        }
        if (!heard && isText(message)) {
            throw failed(new PlainTextException());
        }
        heard = true;
        undecoded = ByteBuffer.allocate(undecoded.remaining() + message.remaining())
                .put(undecoded)
                .put(message.buf())
                .flip();
        decode(next);
    }

    /** No record begins with a letter, and every request in the clear does. */
    private static boolean isText(IoBuffer message) {
        int first = message.get(message.position()) | 0x20;
        return first >= 'a' && first <= 'z';
    }

    private SSLException failed(SSLException cause) {
        failure = cause;
        return cause;
    }

    private void decode(NextFilter next) throws SSLException {
        TlsEngine.Status status = TlsEngine.Status.NEEDS_ROOM;
        while (status == TlsEngine.Status.NEEDS_ROOM && !busy && !over) {
            ByteBuffer record = TlsBuffers.ofThread().record();
            status = decodeInto(next, record);
            announce(next);
            if (record.flip().hasRemaining()) {
                next.messageReceived(session, copy(record));
            }
        }
        if (over) {
            return;
        }
        if (status == TlsEngine.Status.ENDED) {
            next.inputClosed(session);
        } else if (status == TlsEngine.Status.NEEDS_TASK) {
            busy = true;
            tasks.run(session, engine::runTask, () -> resume(next));
        }
    }

    private TlsEngine.Status decodeInto(NextFilter next, ByteBuffer record) throws SSLException {
        ByteBuffer answers = TlsBuffers.ofThread().output();
        try {
            return engine.decode(undecoded, record, answers);
        } catch (SSLException e) {
            engine.lastWords(answers);
            throw failed(e);
        } finally {
            if (answers.flip().hasRemaining()) {
                send(next, answers, null);
            }
        }
    }

    /** Runs after a task of the handshake. */
    private synchronized void resume(NextFilter next) {
        busy = false;
        if (!over) {
            try {
                decode(next);
            } catch (SSLException | RuntimeException e) {
                next.exceptionCaught(session, e);
            }
        }
    }

    private void announce(NextFilter next) throws SSLException {
        if (engine.isSecured() && !announced) {
            announced = true;
            session.setAttribute(SslFilter.SSL_SECURED, engine.session());
            next.event(session, SslEvent.SECURED);
            for (WriteRequest request = waiting.poll(); request != null; request = waiting.poll()) {
                encode(next, request);
            }
        }
    }

    private static IoBuffer copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return IoBuffer.wrap(copy);
    }

    private void send(NextFilter next, ByteBuffer records, WriteRequest message) {
        next.filterWrite(session, new EncryptedWriteRequest(copy(records), message));
    }

    synchronized void write(NextFilter next, WriteRequest request) throws SSLException, WriteRejectedException {
        if (!isOpen()) {
            throw new WriteRejectedException(request, "the TLS stream is closed");
        }
        if (announced) {
            encode(next, request);
        } else {
            waiting.add(request);
        }
    }

    private void encode(NextFilter next, WriteRequest request) throws SSLException {
        ByteBuffer plain = ((IoBuffer) request.getMessage()).buf();
        do {
            ByteBuffer output = TlsBuffers.ofThread().output();
            engine.encode(plain, output);
            send(next, output.flip(), plain.hasRemaining() ? null : request);
        } while (plain.hasRemaining());
    }

    /** The connection has ended, in order or not. */
    synchronized void inputClosed(NextFilter next) {
        if (!heard || failure != null) {
            next.inputClosed(session);
        } else if (!over && !engine.inputHasEnded()) {
            over = true;
            next.exceptionCaught(session, new TruncatedException("the connection ended, and its TLS stream did not"));
            session.closeNow();
        }
    }

    /** Sends a close_notify after all that was written, where there is one to send; the future is of all of it. */
    synchronized WriteFuture endOutput(NextFilter next) {
        ByteBuffer output = TlsBuffers.ofThread().output();
        if (isConnected()) {
            try {
                engine.endOutput(output);
            } catch (SSLException e) {
                failed(e);
            }
        }
        outputEnded = true;
        Farewell farewell = new Farewell(copy(output.flip()), new DefaultWriteFuture(session));
        next.filterWrite(session, farewell);
        return farewell.getFuture();
    }

    /** Belongs to no message of those further on, and yet somebody waits for it. */
    private static final class Farewell extends EncryptedWriteRequest {
        private final WriteFuture sent;

        Farewell(IoBuffer records, WriteFuture sent) {
            super(records, null);
            this.sent = sent;
        }

        @Override
        public WriteFuture getFuture() {
            return sent;
        }
    }

    synchronized void close(NextFilter next) {
        if (isConnected() && session.isActive()) {
            endOutput(next);
        }
        over = true;
        for (WriteRequest request : waiting) {
            request.getFuture().setException(new WriteRejectedException(request, "the TLS stream is closed"));
        }
        waiting.clear();
        if (announced) {
            next.event(session, SslEvent.UNSECURED);
        }
    }

    /**
     * Goes on by itself: for a session whose bytes MINA moves no more.
     *
     * @param unwritten records that MINA leaves behind
     */
    synchronized Wire wire(SocketChannel channel, RelayBuffers buffers, ByteBuffer unwritten) {
        over = true;
        return new TlsWire(channel, engine, undecoded, unwritten, buffers);
    }
}
