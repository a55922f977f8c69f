package adit.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Tunnels as a client opens them, to ports of this machine. */
final class Tunnels {
    private Tunnels() {}

    /** A connection to a port of this machine. */
    static SocketChannel connect(int port) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Asks the proxy at the other end for a tunnel, and returns the same channel. */
    static SocketChannel open(SocketChannel channel, int target) throws IOException {
        String request = "CONNECT 127.0.0.1:" + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + target + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(4096);
        while (channel.read(answer.limit(answer.position() + 1)) >= 0) {
            String text = StandardCharsets.US_ASCII.decode(answer.duplicate().flip()).toString();
            if (text.endsWith("\r\n\r\n") && text.startsWith("HTTP/1.1 200 ")) {
                return channel;
            }
        }
        throw new IllegalStateException(StandardCharsets.US_ASCII.decode(answer.flip()).toString());
    }
}
