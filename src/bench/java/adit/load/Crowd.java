package adit.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The clients of one round, all on the thread that calls. */
final class Crowd implements AutoCloseable {
    private static final int MOST_OPENING = 64;
    private static final long TICK_MILLIS = 10;

    private final Entrance entrance;
    private final Play play;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Pattern.MOST);
    private final Set<Session> sessions = new LinkedHashSet<>();
    private int next;
    private int waiting;
    private int opening;

    Crowd(Entrance entrance, Play play) throws IOException {
        this.entrance = entrance;
        this.play = play;
    }

    Play play() {
        return play;
    }

    /** Empty, for whoever reads next. */
    ByteBuffer buffer() {
        return buffer.clear();
    }

    Collection<Session> sessions() {
        return List.copyOf(sessions);
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    /** Has so many more come in, a few at a time. */
    void open(int count) throws IOException {
        waiting += count;
        while (waiting > 0 && opening < MOST_OPENING) {
            waiting--;
            opening++;
            Session session = new Session(this, next++, entrance, selector);
            sessions.add(session);
            session.connect();
        }
    }

    void opened() throws IOException {
        opening--;
        open(0);
    }

    void left(Session session) {
        sessions.remove(session);
    }

    /** Serves all of them for so long. */
    void serve(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            serveOnce();
        }
    }

    /** @throws IOException where it did not happen in that time */
    void serveUntil(BooleanSupplier happened, Duration most) throws IOException {
        long end = System.nanoTime() + most.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException(sessions.size() + " clients wait in vain for " + most.toSeconds() + " s");
            }
            serveOnce();
        }
    }

    private void serveOnce() throws IOException {
        try {
            selector.select(Crowd::serve, TICK_MILLIS);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void serve(SelectionKey key) {
        try {
            ((Session) key.attachment()).ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Session session : sessions()) {
            session.close();
        }
        selector.close();
    }
}
