package adit.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Both sides of very many tunnels, on a thread each: clients that ask, and a target that says the same again. */
final class Exchanges implements AutoCloseable {
    private static final int LENGTH = 64;
    private static final long PATIENCE_MILLIS = 30_000;

    /** Connections from one address: well below the ports that a system has for them. */
    private static final int FROM_ONE_ADDRESS = 5_000;

    private final InetSocketAddress proxy;
    private final ServerSocketChannel target = ServerSocketChannel.open();
    private final Selector clients = Selector.open();
    private final Selector targets = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH);
    private int opened;

    Exchanges(InetSocketAddress proxy, Executor threads) throws IOException {
        this.proxy = proxy;
        target.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        target.configureBlocking(false);
        target.register(targets, SelectionKey.OP_ACCEPT);
        threads.execute(this::answer);
    }

    /** A client's end of a tunnel: what it asked last, and when. */
    static final class End {
        private final SocketChannel channel;
        private final byte mark;
        private long questions;
        private long askedAt;
        private int left;

        private End(SocketChannel channel, int number) {
            this.channel = channel;
            this.mark = (byte) number;
        }

        private byte at(int place) {
            return (byte) (mark + 31 * questions + place);
        }
    }

    private void answer() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH);
        try {
            while (true) {
                targets.select(key -> serve(key, bytes));
            }
        } catch (ClosedSelectorException e) {
            // All is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(SelectionKey key, ByteBuffer bytes) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = target.accept();
                if (accepted != null) {
                    accepted.configureBlocking(false).register(targets, SelectionKey.OP_READ);
                }
                return;
            }
            SocketChannel channel = (SocketChannel) key.channel();
            if (channel.read(bytes.clear()) < 0) {
                channel.close();
            } else if (channel.write(bytes.flip()) >= 0 && bytes.hasRemaining()) {
                throw new IllegalStateException("a short answer was not taken");
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Opens so many tunnels, one after the other. */
    List<End> open(int count) throws IOException {
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            End end = new End(tunnel(), opened++);
            end.channel.configureBlocking(false).register(clients, SelectionKey.OP_READ, end);
            ends.add(end);
        }
        return ends;
    }

    private SocketChannel tunnel() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress("127.0.0." + (2 + opened / FROM_ONE_ADDRESS), 0));
        channel.connect(proxy);
        channel.socket().setTcpNoDelay(true);
        String authority = "127.0.0.1:" + target.socket().getLocalPort();
        String head = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        channel.write(StandardCharsets.US_ASCII.encode(head));
        String answer = "";
        while (!answer.endsWith("\r\n\r\n")) {
            if (channel.read(buffer.clear()) < 0) {
                throw new IOException("no tunnel: " + answer);
            }
            answer += StandardCharsets.US_ASCII.decode(buffer.flip());
        }
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("no tunnel: " + answer);
        }
        return channel;
    }

    /** Has them ask again and again for so long; returns how many answers came. */
    long play(List<End> ends, long nanos) throws IOException {
        long endsAt = System.nanoTime() + nanos;
        long[] answers = new long[1];
        for (End end : ends) {
            ask(end);
        }
        int asking = ends.size();
        while (asking > 0) {
            int[] done = new int[1];
            select(end -> {
                answers[0]++;
                if (System.nanoTime() - endsAt < 0) {
                    ask(end);
                } else {
                    done[0]++;
                }
            });
            asking -= done[0];
        }
        return answers[0];
    }

    /** Has each ask once, all of them before the first is heard. Returns after how many nanoseconds the last was answered. */
    long once(List<End> ends) throws IOException {
        for (End end : ends) {
            ask(end);
        }
        long[] worst = new long[1];
        int[] answers = new int[1];
        while (answers[0] < ends.size()) {
            select(end -> {
                answers[0]++;
                worst[0] = Math.max(worst[0], System.nanoTime() - end.askedAt);
            });
        }
        return worst[0];
    }

    private void ask(End end) throws IOException {
        end.questions++;
        end.left = LENGTH;
        end.askedAt = System.nanoTime();
        buffer.clear();
        for (int i = 0; i < LENGTH; i++) {
            buffer.put(end.at(i));
        }
        end.channel.write(buffer.flip());
    }

    private interface Answered {
        void by(End end) throws IOException;
    }

    private void select(Answered answered) throws IOException {
        int count = clients.select(
                key -> {
                    try {
                        hear((End) key.attachment(), answered);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                PATIENCE_MILLIS);
        if (count == 0) {
            throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
        }
    }

    private void hear(End end, Answered answered) throws IOException {
        if (end.channel.read(buffer.clear()) < 0) {
            throw new IOException("a tunnel ended");
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            if (end.left == 0 || buffer.get() != end.at(LENGTH - end.left)) {
                throw new IOException("a byte came that was not sent");
            }
            end.left--;
        }
        if (end.left == 0) {
            answered.by(end);
        }
    }

    void close(List<End> ends) throws IOException {
        for (End end : ends) {
            end.channel.close();
        }
        clients.selectNow();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : clients.keys()) {
            key.channel().close();
        }
        targets.close();
        clients.close();
        target.close();
    }
}
