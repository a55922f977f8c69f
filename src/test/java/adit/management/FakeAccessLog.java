package adit.management;

import adit.accesslog.AccessLogStatus;

/** An access log that has something to tell. */
final class FakeAccessLog implements AccessLogStatus {
    @Override
    public long writtenTotal() {
        return 7;
    }

    @Override
    public long droppedTotal() {
        return 3;
    }

    @Override
    public int queued() {
        return 2;
    }

    @Override
    public int queueLimit() {
        return 10;
    }

    @Override
    public String problem() {
        return "No space left\non device";
    }
}
