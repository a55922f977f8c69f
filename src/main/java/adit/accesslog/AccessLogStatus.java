package adit.accesslog;

/** How the access log fares. Safe for use by any thread; each figure is a point-in-time read. */
public interface AccessLogStatus {
    /** Records written since the start. */
    long writtenTotal();

    /** Records given up since the start: too many waited, or the log could not be written up to the end. */
    long droppedTotal();

    /** Records that wait to be written. */
    int queued();

    /** The most that may wait. */
    int queueLimit();

    /** Why the log cannot be written at present; empty where it can. */
    String problem();
}
