package adit.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/** What the clients of a round do, and what is counted of it. Belongs to the thread of the crowd. */
abstract class Play {
    private static final int DIGITS = 3;

    final Origin origin;
    final Pattern pattern = new Pattern();
    final Histogram latency = new Histogram(DIGITS);
    private final int clients;
    private int opened;
    private boolean over;
    long operations;
    long bytes;

    Play(Origin origin, int clients) {
        this.origin = origin;
        this.clients = clients;
    }

    final int clients() {
        return clients;
    }

    /** Where a client asks to be led to; empty for one that asks for no tunnel. */
    abstract String tunnelTo(int client);

    void opened(Session session) throws IOException {
        opened++;
    }

    /** Whether the clock may run. */
    boolean isReady() {
        return opened == clients;
    }

    /** The clock runs. */
    abstract void begin(Crowd crowd) throws IOException;

    /** Something has come. */
    abstract void came(Session session, ByteBuffer buffer) throws IOException;

    /** There is nothing more to come. */
    void ended(Session session) throws IOException {
        throw new IOException("client " + session.number() + " was left");
    }

    /** The clock has stopped: what has begun may come to its end. */
    void end(Crowd crowd) throws IOException {
        over = true;
    }

    final boolean isOver() {
        return over;
    }

    final void count(long since) {
        operations++;
        latency.recordValue(System.nanoTime() - since);
    }
}
