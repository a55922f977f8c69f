package adit.net;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.apache.mina.transport.socket.nio.NioSession;

/** The sessions that one selector pass found ready and MINA has yet to serve. Belongs to the processor's thread. */
final class ReadySessions implements Iterator<NioSession> {
    private final Queue<NioSession> sessions = new ArrayDeque<>();

    void add(NioSession session) {
        sessions.add(session);
    }

    void clear() {
        sessions.clear();
    }

    /** A session may have begun to relay since the selector saw it: what it has to read is the relay's then. */
    @Override
    public boolean hasNext() {
        while (!sessions.isEmpty() && ((TunnelSession) sessions.element()).isRelaying()) {
            sessions.remove();
        }
        return !sessions.isEmpty();
    }

    @Override
    public NioSession next() {
        return sessions.remove();
    }

    /** MINA takes away each session that it has served: it is gone already. */
    @Override
    public void remove() {
        // Taken out by next.
    }
}
