package adit.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A channel that carries the bytes as they are. It keeps none of them. */
final class PlainWire extends Wire {
    private final SocketChannel channel;

    PlainWire(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    int atOnce() {
        return 0;
    }

    @Override
    int batch() {
        return RelayBuffers.LARGE;
    }

    @Override
    int unsent() {
        return 0;
    }

    @Override
    int flush() {
        return 0;
    }

    @Override
    boolean hasUnread() {
        return false;
    }

    @Override
    boolean isPlain() {
        return true;
    }

    @Override
    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    void release() {
        // Nothing is kept.
    }
}
