package adit.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One end's bytes in the clear, whatever the channel carries. Belongs to the processor's thread, and its buffers are that
 * thread's: a call takes nothing of what it was given beyond its return.
 *
 * <p>Any call may leave bytes unsent: where {@link #hasUnsent} holds afterwards, the selector has to be asked for
 * {@code OP_WRITE} and {@link #flush} called. Where {@link #hasUnread} holds after a read, another read has to follow
 * without waiting for the selector.
 */
abstract class Wire {

    /**
     * Reads what there is and has room. An end or a failure shows once all bytes before it are read.
     *
     * @param into with room for at least one byte
     * @return how many bytes; -1 once the peer has ended its stream in order
     * @throws TruncatedException where the connection ended out of order
     * @throws IOException where the connection failed
     */
    abstract int read(ByteBuffer into) throws IOException;

    /**
     * Takes as many bytes as can be sent, and a bounded number more.
     *
     * @return how many bytes it took
     */
    abstract int write(ByteBuffer from) throws IOException;

    /** The most bytes that are worth writing at once. */
    abstract int batch();

    /** How many bytes beyond the room of a read may have to be kept, because they cannot be read in part. */
    abstract int atOnce();

    /** How many bytes, in the channel's form, of what was taken are not sent yet. */
    abstract int unsent();

    final boolean hasUnsent() {
        return unsent() > 0;
    }

    /**
     * Sends what was taken and not sent.
     *
     * @return how many bytes the channel took, in its form
     */
    abstract int flush() throws IOException;

    /** Whether a read finds bytes, an end or a failure that the selector does not know of. */
    abstract boolean hasUnread();

    /**
     * Ends the stream to the peer in order. Call it with nothing unsent; where {@link #hasUnsent} holds afterwards, call it
     * again once that is flushed.
     */
    abstract void shutdownOutput() throws IOException;

    /** Whether the channel carries the bytes as they are, so that the kernel can move them by itself. */
    boolean isPlain() {
        return false;
    }

    /** Gives back what it holds. Nothing is read or written any more. */
    abstract void release();
}
