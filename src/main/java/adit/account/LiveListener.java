package adit.account;

import java.io.IOException;
import java.net.InetSocketAddress;

/** What may be seen of a listener, and the little that may be done to it. Safe for use by any thread. */
public interface LiveListener {
    /** Unique; what configuration, records and the MBean call it. */
    String name();

    /** Where it listens, or did last: with the port that the system chose where the configuration leaves that open. */
    InetSocketAddress address();

    State state();

    /**
     * Closes the listening sockets, so that clients and load balancers are refused at once instead of waiting in a queue.
     * Tunnels that are open go on. Returns when nobody is accepted any more; does nothing where that is so already.
     */
    void pause();

    /**
     * Listens again on the very {@link #address}; does nothing where it does.
     *
     * @throws IOException where the address cannot be bound any more, or the proxy is about to stop; the message names the
     *     listener, the address and the cause in one line, and the state stays as it was
     */
    void resume() throws IOException;

    /** Where a listener is in its life. */
    enum State {
        LISTENING,
        /** By an operator, until an operator resumes it or the proxy is started again. */
        PAUSED,
        /** The proxy drains or has stopped: no operator resumes it. */
        STOPPED
    }
}
