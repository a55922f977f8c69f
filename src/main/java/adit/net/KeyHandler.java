package adit.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;

/**
 * What a key of the processor's selector is attached to when MINA has no part in it: a listening socket, a pending
 * connect, one end of a relay. Called on the processor's thread.
 */
interface KeyHandler {
    /** Handles what the key is ready for. */
    void ready(SelectionKey key) throws IOException;

    /** How much it moves at a time; null where that is always little. */
    default Turn turn() {
        return null;
    }

    /** The handler itself failed; gives up whatever the key stands for. */
    void failed(Throwable cause);
}
