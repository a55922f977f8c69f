package adit.net;

import adit.time.Deadline;

/**
 * The time that a client's connection may go on without a tunnel. It begins
 * after each request and hardly ever runs out: so the deadline is not moved each time but looks, when it has come, how
 * long the connection has really waited.
 */
final class Patience extends Deadline {
    private final TunnelProcessor processor;
    private final Runnable out;
    private boolean waits;
    private long endsAt;

    /** @param out what happens when the time has run out */
    Patience(TunnelProcessor processor, Runnable out) {
        this.processor = processor;
        this.out = out;
    }

    /** The connection will go on without its tunnel. */
    void expectNoTunnel() {
        waits = true;
    }

    boolean expectsNoTunnel() {
        return waits;
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
        waits = false;
    }

    void end() {
        pause();
        processor.deadlines().disarm(this);
    }

    @Override
    protected void reached(long now) {
        if (waits && endsAt - now > 0) {
            processor.deadlines().arm(this, endsAt);
        } else if (waits) {
            out.run();
        }
    }
}
