package adit.dns;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A connection to a server for one message and its answer, each behind its length (RFC 1035, 4.2.2). It is for answers
 * that fit no datagram, which are rare: none is kept for the next.
 */
final class TcpExchange extends Exchange {
    private final InetSocketAddress server;
    private final ByteBuffer query;
    private final ByteBuffer length = ByteBuffer.allocate(Short.BYTES);
    private ByteBuffer message;

    TcpExchange(DnsLoop loop, InetSocketAddress server, byte[] query) {
        super(loop);
        this.server = server;
        this.query = ByteBuffer.allocate(Short.BYTES + query.length)
                .putShort((short) query.length)
                .put(query)
                .flip();
    }

    @Override
    Closeable open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            boolean connected = channel.connect(server);
            loop.register(channel, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
            return channel;
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    @Override
    void proceed(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (key.isWritable()) {
            channel.write(query);
            key.interestOps(query.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } else {
            read(channel);
        }
    }

    private void read(SocketChannel channel) throws IOException {
        fill(channel, length);
        if (length.hasRemaining()) {
            return;
        }
        if (message == null) {
            message = ByteBuffer.allocate(Short.toUnsignedInt(length.getShort(0)));
        }
        fill(channel, message);
        if (!message.hasRemaining()) {
            succeed(message.array());
        }
    }

    private static void fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
        if (buffer.hasRemaining() && channel.read(buffer) < 0) {
            throw new EOFException();
        }
    }
}
