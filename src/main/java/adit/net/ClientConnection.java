package adit.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * A client that sends plain HTTP requests, one after the other or pipelined: each is a tunnel of its own, begun when the one
 * before has ended. Between them the connection waits, counted and for a bounded time. Belongs to the processor's thread.
 */
final class ClientConnection extends HttpEnd implements ClientSide {
    private enum State {
        /** Between requests, where empty lines may come: there is no tunnel. */
        WAITING,
        /** A part of the head of a request has come. */
        READING,
        /** The request is known, its target not reached yet. */
        ASKED,
        /** An exchange goes on. */
        SERVED,
        /** The last has been said: whatever still comes is forgotten. */
        CLOSING
    }

    private final TunnelContext context;
    private final TunnelConnector connector;
    private final ClientIdentity identity;
    private final RequestInput input;
    private final Patience patience;
    private State state = State.ASKED;
    private boolean outputEnded;

    /** Null while no request is under way. */
    private Tunnel tunnel;

    private Exchange exchange;

    /** Whether the client may ask again. */
    private boolean persistent;

    /** Takes over the client of a tunnel from MINA. */
    ClientConnection(TunnelSession session, TunnelContext context, TunnelConnector connector, ClientSide before) {
        super(session);
        this.context = context;
        this.connector = connector;
        this.tunnel = session.tunnel();
        this.identity = before.identity();
        this.input = new RequestInput(
                wire, buffers, context::newReader, before.input(), session.containsAttribute(RequestDecoder.HEAD_ONLY));
        this.patience = new Patience(processor, this::leave);
    }

    @Override
    void takeKey() {
        session.leaveCodecs();
        super.takeKey();
        refreshInterest();
    }

    @Override
    void readable() throws IOException {
        switch (state) {
            case WAITING, READING, CLOSING -> read();
            case ASKED -> input.readAhead();
            case SERVED -> exchange.clientReadable();
        }
        refreshInterest();
    }

    /** Asks for what this end can use now; an exchange does that itself. */
    private void refreshInterest() {
        if (state != State.SERVED) {
            updateInterest(state == State.ASKED ? input.hasRoom() : !input.hasEnded());
        }
    }

    private void read() throws IOException {
        ByteBuffer in = input.read();
        if (input.hasEnded()) {
            ended();
        } else if (in.hasRemaining() && state != State.CLOSING) {
            parse(in);
        }
    }

    private void parse(ByteBuffer in) {
        Optional<Object> message = input.parse(in);
        if (state == State.WAITING && (message.isPresent() || input.isInHead())) {
            beginTunnel();
        }
        if (message.isPresent()) {
            state = State.ASKED;
            session.getFilterChain().fireMessageReceived(message.get());
        } else if (input.hasEnded()) {
            ended();
        }
    }

    private void beginTunnel() {
        state = State.READING;
        tunnel = new Tunnel(context, session, connector, this);
        tunnel.secured();
        patience.pause();
    }

    /** The client sends no more, and nothing that it sent is under way to an origin. */
    private void ended() {
        if (tunnel == null) {
            leave();
        } else {
            tunnel.inputClosed();
        }
    }

    @Override
    public RequestInput input() {
        return input;
    }

    void serve(Exchange begun) {
        exchange = begun;
        state = State.SERVED;
    }

    /** The exchange is given up, its request is not. */
    void serveLater() {
        exchange = null;
        state = State.ASKED;
        refreshInterest();
    }

    /**
     * The exchange is over, the end of its tunnel follows.
     *
     * @param whole whether the client was sent the whole response
     * @param mayAsk whether it may send another request
     */
    void served(boolean whole, boolean mayAsk) {
        exchange = null;
        persistent = mayAsk;
        if (whole) {
            patience.expectNoTunnel();
        } else {
            reset();
        }
    }

    @Override
    public void tunnelEnded() {
        tunnel = null;
        if (!patience.expectsNoTunnel()) {
            close();
        } else if (persistent) {
            awaitRequest();
            if (context.intake().get() != Intake.ALL) {
                closeIfWaiting();
            }
        } else {
            linger();
        }
    }

    private void awaitRequest() {
        state = State.WAITING;
        patience.begin(context.settings().get().http().clientIdleTimeout().toNanos());
        ByteBuffer pipelined = input.take();
        if (pipelined.hasRemaining()) {
            parse(pipelined);
        } else if (input.hasEnded()) {
            leave();
        }
        refreshInterest();
    }

    /** Closing with unread input would reset the connection, and the client could lose the response with it. */
    private void linger() {
        state = State.CLOSING;
        input.take();
        patience.shorten(Tunnel.LINGER_NANOS);
        sentAll();
        refreshInterest();
    }

    @Override
    public boolean answer(Optional<Reply> reply) {
        exchange = null;
        if (reply.isEmpty() || isBlocked()) {
            return false;
        }
        state = State.CLOSING;
        input.take();
        send(ByteBuffer.wrap(reply.get().encode(input.isHeadOnly())));
        if (!isBlocked()) {
            sentAll();
        }
        refreshInterest();
        return true;
    }

    private void sentAll() {
        endOutput();
        outputEnded = !isBlocked();
        if (outputEnded && input.hasEnded()) {
            ended();
        }
    }

    @Override
    void written() {
        if (state == State.SERVED) {
            exchange.written();
        } else if (state == State.CLOSING && !outputEnded && !isBlocked()) {
            sentAll();
        }
        refreshInterest();
    }

    @Override
    void readFailed(IOException cause) {
        if (state == State.SERVED) {
            exchange.clientReadFailed(cause);
        } else {
            failed(cause);
        }
    }

    @Override
    void writeFailed(IOException cause) {
        if (state == State.SERVED) {
            exchange.clientWriteFailed(cause);
        } else {
            failed(cause);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (tunnel == null) {
            close();
        } else {
            tunnel.failed(cause);
        }
    }

    @Override
    void close() {
        state = State.CLOSING;
        patience.end();
        processor.origins().closeAllOf(this);
        super.close();
    }

    /** Closes the connection unless a request is under way, or has come and was not seen yet. */
    void closeIfWaiting() {
        if (state == State.WAITING) {
            readOn();
        }
        if (state == State.WAITING) {
            leave();
        }
    }

    /** Closes in order, as TLS wants it from either side: a client has to know that nothing was cut off. */
    private void leave() {
        endOutput();
        close();
    }

    @Override
    public void opened() {
        throw new IllegalStateException("the connection has been in use");
    }

    @Override
    public ClientIdentity identity() {
        return identity;
    }

    @Override
    public void received(IoBuffer bytes) {
        input.keep(bytes.buf());
    }

    @Override
    public void inputClosed() {
        input.end();
    }

    @Override
    public boolean isAnswered() {
        return outputEnded;
    }

    @Override
    public void release() {
        session.leaveFilters();
        retire();
    }
}
