package adit.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An echo server and those who ask it, on one thread: so that nothing but the proxy and this thread takes part in a round
 * trip. Every millisecond a few of the connections in play send 64 bytes, in turn. A round trip counts from the time it was
 * due, so that a late loop hides nothing.
 */
final class EchoLoop implements Runnable {
    private static final long TICK_NANOS = 1_000_000;
    private static final int PINGS_A_TICK = 3;
    private static final byte[] MESSAGE = new byte[64];

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Ping> inPlay = new ArrayList<>();
    private Period period = new Period();
    private int next;
    private int lost;
    private CompletableFuture<Void> answeredByAll = new CompletableFuture<>();
    private int unanswered;

    /** The round trips of a stretch of time. */
    static final class Period {
        final Samples tunnels = new Samples();
        final Samples direct = new Samples();
    }

    private static final class Ping {
        final SocketChannel channel;
        final boolean isTunnel;
        final boolean plays;
        boolean isUnderWay;
        long due;

        Ping(SocketChannel channel, boolean isTunnel, boolean plays) {
            this.channel = channel;
            this.isTunnel = isTunnel;
            this.plays = plays;
        }
    }

    EchoLoop() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Takes over a connection that leads to the echo server, through the proxy or not. */
    void add(SocketChannel channel, boolean isTunnel, boolean plays) throws IOException {
        channel.configureBlocking(false);
        Ping ping = new Ping(channel, isTunnel, plays);
        post(() -> {
            register(channel, ping);
            if (plays) {
                inPlay.add(ping);
            }
        });
    }

    /** Begins a new period and returns the one that ends. */
    Period turn() {
        CompletableFuture<Period> ended = new CompletableFuture<>();
        post(() -> {
            ended.complete(period);
            period = new Period();
        });
        return ended.join();
    }

    /** Sends 64 bytes on every connection that is not in play; completed when each has come back. */
    CompletableFuture<Void> askAll() {
        CompletableFuture<Void> all = new CompletableFuture<>();
        post(() -> {
            answeredByAll = all;
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof Ping ping && !ping.plays) {
                    unanswered++;
                    ping.due = System.nanoTime();
                    send(ping);
                }
            }
        });
        return all;
    }

    /** Connections that ended by themselves. */
    int lost() {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        post(() -> count.complete(lost));
        return count.join();
    }

    private void post(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    private void register(SocketChannel channel, Ping ping) {
        try {
            channel.register(selector, SelectionKey.OP_READ, ping);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void run() {
        long tick = System.nanoTime();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select(this::serve, Math.max(1, (tick - System.nanoTime()) / TICK_NANOS));
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                for (; System.nanoTime() >= tick; tick += TICK_NANOS) {
                    ping(tick);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ping(long due) {
        for (int i = 0; i < PINGS_A_TICK && !inPlay.isEmpty(); i++) {
            Ping ping = inPlay.get(next++ % inPlay.size());
            if (!ping.isUnderWay) {
                ping.due = due;
                send(ping);
            }
        }
    }

    private void send(Ping ping) {
        ping.isUnderWay = true;
        try {
            ping.channel.write(ByteBuffer.wrap(MESSAGE));
        } catch (IOException e) {
            lose(ping.channel);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                read((SocketChannel) key.channel(), (Ping) key.attachment());
            }
        } catch (IOException e) {
            lose((SocketChannel) key.channel());
        }
    }

    private void accept() throws IOException {
        for (SocketChannel peer = server.accept(); peer != null; peer = server.accept()) {
            peer.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        }
    }

    private void read(SocketChannel channel, Ping ping) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            lose(channel);
        } else if (ping == null) {
            channel.write(buffer.flip());
        } else {
            came(ping);
        }
    }

    private void came(Ping ping) {
        ping.isUnderWay = false;
        if (ping.plays) {
            (ping.isTunnel ? period.tunnels : period.direct).add(System.nanoTime() - ping.due);
        } else if (--unanswered == 0) {
            answeredByAll.complete(null);
        }
    }

    private void lose(SocketChannel channel) {
        lost++;
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
