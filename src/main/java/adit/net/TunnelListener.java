package adit.net;

import adit.account.LiveListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One address that clients come in by. Pausing, resuming and stopping wait for each other, so that what a listener is asked
 * last is what it does, and nothing binds again once the proxy stops.
 */
final class TunnelListener implements LiveListener {
    private static final Logger LOG = LogManager.getLogger(TunnelListener.class);

    /** How long a busy I/O thread may take to let go of a closed socket. */
    private static final long RELEASE_SECONDS = 10;

    private final String name;
    private final TunnelAcceptor acceptor;
    private final InetSocketAddress address;
    private volatile State state = State.LISTENING;

    /** What it was before it stopped. */
    private State before = State.LISTENING;

    /**
     * Listens from now on.
     *
     * @param wanted with port 0 where any will do
     * @throws ListenException where the address cannot be bound; the acceptor is disposed of then
     */
    TunnelListener(String name, TunnelAcceptor acceptor, InetSocketAddress wanted) throws ListenException {
        this.name = name;
        this.acceptor = acceptor;
        try {
            bind(wanted);
        } catch (ListenException e) {
            acceptor.dispose();
            throw e;
        }
        this.address = acceptor.getLocalAddress();
    }

    private void bind(InetSocketAddress wanted) throws ListenException {
        try {
            acceptor.bind(wanted);
        } catch (IOException | RuntimeException e) {
            throw new ListenException("listener " + name, wanted, e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public synchronized void pause() {
        if (state == State.LISTENING) {
            state = State.PAUSED;
            acceptor.unbind();
            awaitRelease();
            LOG.info("Listener {} is paused", name);
        }
    }

    private void awaitRelease() {
        acceptor.released()
                .completeOnTimeout(null, RELEASE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public synchronized void resume() throws IOException {
        if (state == State.STOPPED) {
            throw new IOException("listener " + name + ": the proxy is shutting down");
        }
        if (state == State.PAUSED) {
            bind(address);
            state = State.LISTENING;
            LOG.info("Listener {} is resumed", name);
        }
    }

    /** Accepts nobody any more, whatever an operator asks for. */
    synchronized void stop() {
        if (state != State.STOPPED) {
            before = state;
            state = State.STOPPED;
            acceptor.unbind();
        }
    }

    /**
     * Is again what it was before it stopped; not to be called once it is disposed of.
     *
     * @throws ListenException where the address cannot be bound any more; it stays stopped then
     */
    synchronized void goOn() throws ListenException {
        if (state == State.STOPPED) {
            awaitRelease();
            if (before == State.LISTENING) {
                bind(address);
            }
            state = before;
        }
    }

    /** Stops, and gives back what the listener is made of. */
    void dispose() {
        stop();
        acceptor.dispose();
    }

    TunnelAcceptor acceptor() {
        return acceptor;
    }
}
