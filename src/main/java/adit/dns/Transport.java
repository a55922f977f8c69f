package adit.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * Moves the library's messages on a loop of ours. The library's own thread looks for time-outs only when nothing comes,
 * so that with traffic the sockets of unanswered queries stay open; it gives a query up for the first datagram that is
 * not its answer, wakes up each second while idle, and is one for the whole JVM.
 *
 * @param loop on whose thread everything is called
 */
record Transport(DnsLoop loop) implements IoClientFactory, UdpIoClient, TcpIoClient {

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return this;
    }

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(
            InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, int max, Duration timeout) {
        return new UdpExchange(loop, remote, data, max).start(timeout.toNanos());
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(
            InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, Duration timeout) {
        return new TcpExchange(loop, remote, data).start(timeout.toNanos());
    }
}
