package adit.accesslog;

import adit.time.Ticker;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Tells once that the access log loses records or cannot be written, and once that it is over. Belongs to the writer. */
final class Troubles {
    private static final Logger LOG = LogManager.getLogger(AccessLog.class);

    /** Bursts that follow each other are one. */
    private static final long CALM = TimeUnit.SECONDS.toNanos(1);

    private final Ticker ticker;
    private boolean failing;
    private boolean dropping;
    private long droppedBefore;
    private long latest;
    private long lastDrop;

    Troubles(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * @param dropped records since the start
     * @param problem why the log cannot be written; empty where it can
     */
    void tell(long dropped, String problem) {
        tellOfWriting(problem);
        if (dropped > latest) {
            if (!dropping) {
                LOG.warn("The access log drops records: more end than can be written, or than may wait");
                droppedBefore = latest;
            }
            dropping = true;
            latest = dropped;
            lastDrop = ticker.nanos();
        } else if (dropping && ticker.nanos() - lastDrop >= CALM) {
            LOG.warn("The access log drops no more records; dropped: {}", dropped - droppedBefore);
            dropping = false;
        }
    }

    private void tellOfWriting(String problem) {
        if (failing == problem.isEmpty()) {
            failing = !problem.isEmpty();
            if (failing) {
                LOG.warn("The access log cannot be written, and is tried again each second: {}", problem);
            } else {
                LOG.warn("The access log is written again");
            }
        }
    }

    /** Whether there is nothing more to tell. */
    boolean areOver() {
        return !dropping && !failing;
    }
}
