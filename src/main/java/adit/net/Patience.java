package adit.net;

import adit.time.Deadline;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The time that a client's connection may go on without a tunnel, in which it is counted as one that waits. It begins
 * after each request and hardly ever runs out: so the deadline is not moved each time but looks, when it has come, how
 * long the connection has really waited.
 */
final class Patience extends Deadline {
    private final TunnelProcessor processor;
    private final AtomicInteger waiting;
    private final Runnable out;
    private boolean counted;
    private long endsAt;

    /**
     * @param waiting how many connections wait
     * @param out what happens when the time has run out
     */
    Patience(TunnelProcessor processor, AtomicInteger waiting, Runnable out) {
        this.processor = processor;
        this.waiting = waiting;
        this.out = out;
    }

    /** The connection will go on without its tunnel. To be said before that has ended, so that it is always counted. */
    void expectNoTunnel() {
        counted = true;
        waiting.incrementAndGet();
    }

    boolean expectsNoTunnel() {
        return counted;
    }

    void begin(long nanos) {
        endsAt = processor.now() + nanos;
        if (!isArmed()) {
            processor.deadlines().arm(this, endsAt);
        }
    }

    /** Begins anew with less time than it had. */
    void shorten(long nanos) {
        processor.deadlines().disarm(this);
        begin(nanos);
    }

    /** There is a tunnel. */
    void pause() {
        if (counted) {
            counted = false;
            waiting.decrementAndGet();
        }
    }

    void end() {
        pause();
        processor.deadlines().disarm(this);
    }

    @Override
    protected void reached(long now) {
        if (counted && endsAt - now > 0) {
            processor.deadlines().arm(this, endsAt);
        } else if (counted) {
            out.run();
        }
    }
}
