package adit.net;

import java.nio.channels.SelectionKey;

/**
 * What one end of a connection asks the selector for, once its key is out of MINA's hands; and the reads that the selector
 * cannot know of, because the bytes are in the {@link Wire} already. Belongs to the processor's thread.
 */
final class Interest {
    /** Whose interest it is: the attachment of the key. */
    interface End extends KeyHandler {
        /** There is something to read, and it is wanted. */
        void readOn();

        /** Whether something waits to be written. */
        boolean isBlocked();

        /** What waits may be written. */
        void writeOn();
    }

    private final End end;
    private final TunnelSession session;
    private final Wire wire;
    private final SelectionKey key;
    private int ops;
    private boolean retired;

    /** {@link #readUnread} is about to run. */
    private boolean isQueued;

    Interest(End end, TunnelSession session) {
        this.end = end;
        this.session = session;
        this.wire = session.wire();
        this.key = session.getChannel().keyFor(session.processor().selector());
        this.ops = key.interestOps();
    }

    /** From here on the key is this end's, no longer MINA's. */
    void takeKey() {
        session.beginRelaying();
        key.attach(end);
    }

    /** The selector has found the end ready for so much. */
    void ready(int readyOps) {
        if ((readyOps & SelectionKey.OP_WRITE) != 0 && end.isBlocked()) {
            end.writeOn();
        }
        if ((readyOps & SelectionKey.OP_READ) != 0) {
            read();
        }
    }

    private void read() {
        if ((ops & SelectionKey.OP_READ) != 0) {
            end.readOn();
        }
    }

    /** Asks the selector for what the end can use now, and sees to what the selector cannot know. */
    void update(boolean reads) {
        if (retired || !key.isValid()) {
            return;
        }
        if (reads && wire.hasUnread() && !isQueued) {
            isQueued = true;
            session.processor().post(this::readUnread);
        }
        int wanted = (reads ? SelectionKey.OP_READ : 0) | (end.isBlocked() ? SelectionKey.OP_WRITE : 0);
        if (ops != wanted) {
            ops = wanted;
            key.interestOps(wanted);
        }
    }

    /** Not at once, so that no end keeps the others from their turns. */
    private void readUnread() {
        isQueued = false;
        try {
            read();
        } catch (RuntimeException | Error e) {
            end.failed(e);
        }
    }

    /** Nothing of the end is served any more, even where the same selector pass found it ready. */
    void retire() {
        retired = true;
        ops = 0;
    }
}
