package adit.http;

import java.nio.ByteBuffer;

/** A body without framing of its own: its length is known, or the end of the connection ends it (RFC 9112, 6.3). */
final class PlainBody extends BodyTransfer {
    /** Instead of a length. */
    static final long UNTIL_CLOSE = Long.MAX_VALUE;

    private final long length;
    private long left;

    PlainBody(long length) {
        this.length = length;
        left = length;
    }

    @Override
    public void transfer(ByteBuffer in, ByteBuffer out) {
        pass(in, out);
    }

    @Override
    public long passThrough() {
        return left;
    }

    @Override
    void tookContent(long count) {
        left -= count;
    }

    @Override
    public boolean isDone() {
        return left == 0;
    }

    @Override
    public void inputEnded() throws BadBodyException {
        if (length == UNTIL_CLOSE) {
            left = 0;
        } else if (left > 0) {
            throw new BadBodyException("the body ended after " + received() + " of " + length + " bytes");
        }
    }
}
