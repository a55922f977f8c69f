package adit.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A client at 127.0.0.2 that takes all it can get through many tunnels, and the server that gives it. Says how much came
 * every second, until its input ends.
 *
 * <p>Arguments: the port of the proxy, and how many tunnels.
 */
final class Flood {
    private static final String CLIENT = "127.0.0.2";
    private static final int AT_ONCE = 256 * 1024;

    private final ByteBuffer sent = ByteBuffer.allocateDirect(AT_ONCE);
    private final ByteBuffer received = ByteBuffer.allocateDirect(AT_ONCE);
    private volatile long total;

    private Flood() {}

    public static void main(String[] args) throws Exception {
        new Flood().run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void run(int proxy, int tunnels) throws IOException, InterruptedException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tunnels);
        Selector giving = Selector.open();
        server.configureBlocking(false).register(giving, SelectionKey.OP_ACCEPT);
        start(giving, this::give);
        Selector taking = Selector.open();
        int port = server.socket().getLocalPort();
        for (int i = 0; i < tunnels; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(CLIENT, 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy));
            Tunnels.open(channel, port).configureBlocking(false).register(taking, SelectionKey.OP_READ);
        }
        start(taking, this::take);
        System.out.println("flooding");
        for (long before = total; System.in.available() == 0; before = total) {
            Pause.of(Duration.ofSeconds(1));
            System.out.println((total - before) / 1_000_000 + " MB/s");
        }
        System.exit(0);
    }

    private interface Step {
        void take(SelectionKey key) throws IOException;
    }

    private static void start(Selector selector, Step step) {
        Thread thread = new Thread(() -> loop(selector, step), "flood");
        thread.setDaemon(true);
        thread.start();
    }

    private static void loop(Selector selector, Step step) {
        try {
            while (selector.isOpen()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    step.take(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void give(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            for (SocketChannel peer = accept(key); peer != null; peer = accept(key)) {
                peer.configureBlocking(false).register(key.selector(), SelectionKey.OP_WRITE);
            }
        } else {
            ((SocketChannel) key.channel()).write(sent.clear());
        }
    }

    private static SocketChannel accept(SelectionKey key) throws IOException {
        return ((ServerSocketChannel) key.channel()).accept();
    }

    private void take(SelectionKey key) throws IOException {
        int count = ((SocketChannel) key.channel()).read(received.clear());
        if (count < 0) {
            throw new IOException("a tunnel ended");
        }
        total += count;
    }
}
