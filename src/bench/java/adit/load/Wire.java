package adit.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of a client, as they are or inside TLS. What it writes is so little that any socket takes it at once. */
class Wire {
    final SocketChannel channel;

    Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /** Goes on with what has to be agreed on first; whether that is done. */
    boolean isSecured() throws IOException {
        return true;
    }

    /**
     * Reads what there is.
     *
     * @param into empty, with room for {@link Pattern#MOST} bytes
     * @return how many bytes; -1 at the end of the stream
     */
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("a socket did not take " + bytes.remaining() + " bytes");
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
