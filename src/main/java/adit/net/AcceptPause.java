package adit.net;

import adit.time.Deadline;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What a listening socket does when accepting fails, for want of descriptors as a rule: nothing, for a moment. It must
 * neither spin, for the socket stays ready, nor give up, for descriptors come back. Belongs to the processor's thread.
 */
final class AcceptPause extends Deadline {
    private static final Logger LOG = LogManager.getLogger(AcceptPause.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final TunnelProcessor processor;
    private SelectionKey key;
    private long nextWarning;
    private boolean warned;

    AcceptPause(TunnelProcessor processor) {
        this.processor = processor;
    }

    void begin(SelectionKey paused, IOException cause) {
        if (!paused.isValid()) {
            return;
        }
        long now = processor.now();
        if (!warned || nextWarning - now <= 0) {
            warned = true;
            nextWarning = now + TimeUnit.SECONDS.toNanos(10);
            LOG.warn("No connection can be accepted: {}", cause.getMessage());
        }
        key = paused;
        key.interestOps(0);
        processor.deadlines().arm(this, now + PAUSE_NANOS);
    }

    @Override
    protected void reached(long now) {
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }
}
