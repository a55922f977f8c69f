package adit.net;

import adit.config.Settings;
import adit.http.Target;
import adit.policy.Decision;
import adit.policy.Evaluation;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** A connection to an origin: serves one exchange after the other, and rests in the pool between them. */
final class OriginConnection extends HttpEnd {
    /**
     * Whose requests may go over a connection.
     *
     * @param target where it leads
     * @param listener by which all of them came
     * @param user whom they come from, as that listener knows it; empty where nobody had to say
     * @param client the one client whose credentials for the origin have gone over it; empty where none have
     */
    record Origin(Target target, String listener, Optional<String> user, Optional<ClientConnection> client) {}

    private final InetAddress address;
    private Origin origin;
    private Exchange exchange;
    private boolean reused;
    private boolean spoilt;

    /** When it has rested long enough, in the ticker's nanoseconds. */
    private long restEndsAt;

    /** Takes a new connection over from MINA. */
    OriginConnection(TunnelSession session, Origin origin) {
        super(session);
        this.origin = origin;
        this.address = session.getRemoteAddress().getAddress();
    }

    InetAddress address() {
        return address;
    }

    /** Whether the address that was dialled may be, for the request of now: another client, another hour may ask. */
    Decision judgedBy(Evaluation evaluation) {
        return evaluation.judge(address);
    }

    /** Whether nothing has come while it rested, bytes or the end, that the selector has yet to tell of. */
    boolean isSilent() {
        try {
            return wire.read(buffers.input(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Origin origin() {
        return origin;
    }

    /** From here on it is this client's alone. */
    void belongTo(Origin client) {
        origin = client;
    }

    void serve(Exchange next) {
        exchange = next;
        session.belongTo(next.tunnel);
    }

    /** Whether it has served an exchange before the present one. */
    boolean isReused() {
        return reused;
    }

    /** No other exchange may follow on it. */
    void spoil() {
        spoilt = true;
    }

    /** The exchange is over, in order. */
    void rest(Settings.Http limits) {
        if (spoilt || !exchange.tunnel.context.capacity().hasSpareSockets()) {
            close();
            return;
        }
        exchange = null;
        reused = true;
        updateInterest(true);
        processor.origins().keep(this, limits);
    }

    /** The exchange is over, and the connection with it. */
    void leave(boolean requestWasWhole) {
        if (!requestWasWhole) {
            reset();
        }
        close();
    }

    void restsUntil(long end) {
        restEndsAt = end;
    }

    long restEndsAt() {
        return restEndsAt;
    }

    @Override
    void readable() throws IOException {
        if (exchange == null) {
            drop();
        } else {
            exchange.originReadable();
        }
    }

    @Override
    void written() {
        exchange.written();
    }

    @Override
    void readFailed(IOException cause) {
        if (exchange == null) {
            drop();
        } else {
            exchange.originReadFailed(cause);
        }
    }

    @Override
    void writeFailed(IOException cause) {
        exchange.originWriteFailed(cause);
    }

    @Override
    public void failed(Throwable cause) {
        if (exchange == null) {
            drop();
        } else {
            exchange.tunnel.failed(cause);
        }
    }

    /** Whatever a resting connection has to read, its end or bytes that nobody asked for, makes it useless. */
    private void drop() {
        processor.origins().forget(this);
        close();
    }
}
