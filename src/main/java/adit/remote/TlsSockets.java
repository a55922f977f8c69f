package adit.remote;

import adit.tls.TlsContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.rmi.server.RMIServerSocketFactory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one socket that RMI listens with: at one address, with TLS, and for few connections at once. RMI gives each a
 * thread, whoever sent it, and would let it wait for two hours.
 */
final class TlsSockets implements RMIServerSocketFactory {
    /** An operator's program takes two or three. */
    private static final int MOST_CONNECTIONS = 64;

    private static final int LONGEST_SILENCE_MILLIS = 180_000;

    private final TlsContext tls;
    private final ServerSocket listening;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

    /** @throws IOException where the address cannot be bound */
    TlsSockets(InetSocketAddress address, TlsContext tls) throws IOException {
        this.tls = tls;
        this.listening = new Listening();
        try {
            listening.bind(address);
        } catch (IOException e) {
            listening.close();
            throw e;
        }
    }

    /** The registry and the connector ask for the same port, and so share what this returns to the first of them. */
    @Override
    public ServerSocket createServerSocket(int port) {
        return listening;
    }

    void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Listening extends ServerSocket {
        Listening() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            while (true) {
                Connection connection = new Connection();
                implAccept(connection);
                if (places.tryAcquire()) {
                    return tls.over(connection);
                }
                connection.turnAway();
            }
        }
    }

    /** What is below the TLS of one client. */
    private final class Connection extends Socket {
        private final AtomicBoolean open = new AtomicBoolean(true);

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            super.setSoTimeout(Math.min(millis, LONGEST_SILENCE_MILLIS));
        }

        @Override
        public synchronized void close() throws IOException {
            if (open.getAndSet(false)) {
                places.release();
            }
            super.close();
        }

        void turnAway() throws IOException {
            open.set(false);
            super.close();
        }
    }
}
