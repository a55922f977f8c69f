package adit.net;

import adit.tunnel.Rejection;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;

/**
 * How the clients of a listener say where they want to go, and how they are answered. Shared by all sessions of the
 * listener; called on their threads.
 *
 * <p>A negotiator sends one message down the chain of a session: a {@link TunnelRequest}, a {@link Rejection} where no
 * request can be understood, or a {@link Reply} where the proxy itself is asked. Bytes that come later are sent down as
 * buffers.
 */
interface Negotiator {
    /** Adds the filters it needs to the chain of a new client session, before those that decide. */
    void addTo(IoFilterChain chain);

    /** The session is open: the moment to speak for a client that says nothing. */
    void opened(IoSession session);

    /** What tells the client that the tunnel is open; a fresh view, empty where the protocol has no such word. */
    ByteBuffer greeting();

    /** Whether the protocol has words for a rejection. */
    boolean answers();

    /** What tells the client of a rejection; empty where the protocol can only close. */
    Optional<Reply> answer(Rejection rejection, String tunnelId);
}
