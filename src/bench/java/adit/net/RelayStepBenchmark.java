package adit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a relay does with one message, without the selector: it is read from one socket and written to another. The thread
 * of the benchmark takes the place of the I/O thread, which waits meanwhile, and is both ends of the tunnel, too. What these
 * cost is measured alone, to be subtracted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RelayStepBenchmark {
    private static final String END_OF_HEAD = "\r\n\r\n";

    /** How long a message is; it fits the buffers of the sockets. */
    @Param({"64", "65536"})
    public int size;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Proxy proxy;
    private SocketChannel client;
    private SocketChannel target;
    private SocketChannel ownTarget;
    private SocketChannel ownClient;
    private Interest.End end;
    private ByteBuffer bytes;

    @Setup
    public void open() throws IOException {
        bytes = ByteBuffer.allocateDirect(size);
        proxy = Proxy.start(settings -> settings, Proxy.NO_NAMES);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ownClient = SocketChannel.open(server.getLocalAddress());
            ownTarget = server.accept();
            client = SocketChannel.open(proxy.address());
            ask("127.0.0.1:" + server.socket().getLocalPort());
            target = server.accept();
        }
        ownTarget.configureBlocking(false);
        target.configureBlocking(false);
        CompletableFuture<Interest.End> found = new CompletableFuture<>();
        SocketAddress address = client.getLocalAddress();
        TunnelProcessor processor = proxy.server.processors().get(0);
        processor.post(() -> {
            found.complete(endTo(address, processor));
            done.join();
        });
        end = found.join();
    }

    private void ask(String authority) throws IOException {
        client.write(ByteBuffer.wrap(Client.request(authority).getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(512);
        while (!new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).endsWith(END_OF_HEAD)) {
            client.read(answer);
        }
    }

    private static Interest.End endTo(SocketAddress client, TunnelProcessor processor) {
        for (SelectionKey key : processor.selector().keys()) {
            if (key.attachment() instanceof Interest.End end
                    && ((SocketChannel) key.channel())
                            .socket()
                            .getRemoteSocketAddress()
                            .equals(client)) {
                return end;
            }
        }
        throw new IllegalStateException("nothing relays for " + client);
    }

    /** Sent, relayed and received. */
    @Benchmark
    public void relay() throws IOException {
        client.write(bytes.clear());
        bytes.clear();
        while (bytes.hasRemaining()) {
            end.readOn();
            target.read(bytes);
        }
    }

    /** Sent and received, with nothing between. */
    @Benchmark
    public void ends() throws IOException {
        ownClient.write(bytes.clear());
        bytes.clear();
        while (bytes.hasRemaining()) {
            ownTarget.read(bytes);
        }
    }

    @TearDown
    public void close() throws IOException {
        done.complete(null);
        client.close();
        target.close();
        ownClient.close();
        ownTarget.close();
        proxy.close();
    }
}
