package adit.management;

import adit.accesslog.AccessLogStatus;

/** Shows the access log. Safe for use by any thread, as its figures are. */
final class AccessLog implements AccessLogMXBean {
    private final AccessLogStatus log;

    AccessLog(AccessLogStatus log) {
        this.log = log;
    }

    @Override
    public long getWrittenTotal() {
        return log.writtenTotal();
    }

    @Override
    public long getDroppedTotal() {
        return log.droppedTotal();
    }

    @Override
    public int getQueuedCount() {
        return log.queued();
    }

    @Override
    public int getQueueLimit() {
        return log.queueLimit();
    }

    @Override
    public String getProblem() {
        return Text.escape(log.problem());
    }
}
