package adit.dns;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Arrays;

/**
 * A datagram to a server, from a port of its own that the system chooses at random, and the datagram that answers it. One
 * with another id is not the answer but somebody's guess: it is passed over (RFC 5452, 9.1).
 */
final class UdpExchange extends Exchange {
    private static final int ID_LENGTH = 2;

    private final InetSocketAddress server;
    private final byte[] query;
    private final ByteBuffer buffer;

    /** @param most bytes that an answer may have */
    UdpExchange(DnsLoop loop, InetSocketAddress server, byte[] query, int most) {
        super(loop);
        this.server = server;
        this.query = query;
        this.buffer = ByteBuffer.allocate(most);
    }

    @Override
    Closeable open() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.connect(server);
            loop.register(channel, SelectionKey.OP_READ, this);
            channel.write(ByteBuffer.wrap(query));
            return channel;
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    @Override
    void proceed(SelectionKey key) throws IOException {
        int length = ((DatagramChannel) key.channel()).read(buffer.clear());
        byte[] message = Arrays.copyOf(buffer.array(), length);
        if (length >= ID_LENGTH && Arrays.equals(message, 0, ID_LENGTH, query, 0, ID_LENGTH)) {
            succeed(message);
        }
    }
}
