package adit.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Serves keys that are ready: those that move little at once, those that move much one after the other, between looks for
 * others. So nobody who sends a few bytes waits for all who copy files on the same thread, and of these none is passed over.
 * Belongs to the processor's thread.
 */
final class Turns {
    private static final Logger LOG = LogManager.getLogger(Turns.class);

    /** How long those that move much keep the others waiting in one pass. */
    private static final long SLICE_NANOS = 250_000;

    private final Queue<SelectionKey> waiting = new ArrayDeque<>();

    /** Serves the key, now or when its turn has come. */
    void offer(SelectionKey key, KeyHandler handler) {
        Turn turn = handler.turn();
        if (turn == null || !turn.isLong()) {
            serve(key, handler);
        } else if (!turn.isQueued) {
            turn.isQueued = true;
            waiting.add(key);
        }
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    /** Serves those whose turn it is now, until the slice of time is over. */
    void serve(LoopClock time) {
        if (hasNext()) {
            long end = time.read() + SLICE_NANOS;
            while (serveNext() && time.read() - end < 0) {
                // Who is served next has a time of its own.
            }
        }
    }

    /** Returns whether there was anybody to serve. */
    boolean serveNext() {
        SelectionKey key = waiting.poll();
        if (key == null) {
            return false;
        }
        KeyHandler handler = (KeyHandler) key.attachment();
        handler.turn().isQueued = false;
        if (key.isValid()) {
            serve(key, handler);
        }
        return true;
    }

    private static void serve(SelectionKey key, KeyHandler handler) {
        try {
            handler.ready(key);
        } catch (IOException | RuntimeException | Error e) {
            fail(handler, e);
        }
    }

    static void fail(KeyHandler handler, Throwable cause) {
        try {
            handler.failed(cause);
        } catch (RuntimeException e) {
            LOG.error("A key's handler failed twice", e);
        }
    }
}
