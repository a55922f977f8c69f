package adit.management;

/** {@code adit:type=AccessLog}. */
@Description("The log that has a line for each tunnel that ended.")
public interface AccessLogMXBean {

    @Description("Records written since the start.")
    @Unit("records")
    long getWrittenTotal();

    @Description("Records given up since the start: too many waited, or the log could not be written up to the end.")
    @Unit("records")
    long getDroppedTotal();

    @Description("Records that wait to be written.")
    @Unit("records")
    int getQueuedCount();

    @Description("The most records that may wait: access_log.queue of the configuration.")
    @Unit("records")
    int getQueueLimit();

    @Description("Why the log cannot be written at present; empty where it can.")
    String getProblem();
}
