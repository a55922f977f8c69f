package adit.dns;

import adit.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;

/** One message to one server, and what comes back. Belongs to the thread of its loop. */
abstract class Exchange extends Deadline implements DnsLoop.Handler {
    final DnsLoop loop;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
    private Closeable channel;

    Exchange(DnsLoop loop) {
        this.loop = loop;
    }

    /** @param nanos longest wait for the answer */
    final CompletableFuture<byte[]> start(long nanos) {
        loop.arm(this, nanos);
        try {
            channel = open();
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new IOException(e)); // no such kind of address here
        }
        return answer;
    }

    /** Makes the channel, registers it and sends what can be sent. */
    abstract Closeable open() throws IOException;

    /** Goes on. */
    abstract void proceed(SelectionKey key) throws IOException;

    @Override
    public final void ready(SelectionKey key) {
        try {
            proceed(key);
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    protected final void reached(long now) {
        fail(new SocketTimeoutException());
    }

    final void succeed(byte[] message) {
        end();
        answer.complete(message);
    }

    private void fail(IOException cause) {
        end();
        answer.completeExceptionally(cause);
    }

    private void end() {
        loop.disarm(this);
        if (channel != null) {
            close(channel);
        }
    }

    static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
