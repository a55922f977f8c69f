package adit.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.mina.transport.socket.nio.NioSession;

/** What an I/O thread leaves when it ends: sessions for MINA to close, and handlers of keys, which are told. */
final class LastSessions {
    private LastSessions() {}

    static Iterator<NioSession> of(Selector selector) {
        List<NioSession> sessions = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof NioSession session) {
                sessions.add(session);
            } else if (key.attachment() instanceof KeyHandler handler && key.isValid()) {
                Turns.fail(handler, new IOException("the I/O thread ends"));
            }
        }
        return sessions.iterator();
    }
}
