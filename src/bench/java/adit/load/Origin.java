package adit.load;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the tunnels lead to: all of it on one thread, at some addresses, so that these have ports enough. */
final class Origin implements Runnable, AutoCloseable {
    /** How long the body of an answer is. */
    static final int BODY = 1024;

    private static final int ADDRESSES = 4;
    private static final int ATTEMPTS = 20;
    private static final int QUEUE = 4096;
    private static final int MOST_STREAMS = 256;
    private static final int WRITES_A_TURN = 4;
    private static final int LONGEST_REQUEST = 2048;

    /** Each has a port of its own. */
    enum Service {
        /** Sends back what it gets. */
        ECHO,
        /** Is told the number of a stream, and sends that as fast as it goes. */
        STREAM,
        /** Answers {@code GET /STREAM/OFFSET} with so much of it. */
        WEB
    }

    private final Selector selector = Selector.open();
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final Pattern pattern = new Pattern();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Pattern.MOST);
    private final AtomicLongArray sent = new AtomicLongArray(MOST_STREAMS);
    private volatile boolean streaming;

    Origin() throws IOException {
        for (Service service : Service.values()) {
            ports.put(service, commonPort());
            for (int host = 1; host <= ADDRESSES; host++) {
                listen(host(host), ports.get(service))
                        .configureBlocking(false)
                        .register(selector, SelectionKey.OP_ACCEPT, service);
            }
        }
    }

    /** A port that is free at each of the addresses: a client may have it at one of them. */
    private static int commonPort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (ServerSocketChannel first = listen(host(1), 0)) {
                int port = first.socket().getLocalPort();
                for (int host = 2; host <= ADDRESSES; host++) {
                    listen(host(host), port).close();
                }
                return port;
            } catch (BindException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static ServerSocketChannel listen(String host, int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            return server.bind(new InetSocketAddress(host, port), QUEUE);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** The authority at which the client of this number finds the service. */
    String authority(Service service, int client) {
        return host(1 + client % ADDRESSES) + ":" + ports.get(service);
    }

    private static String host(int number) {
        return "127.0.0." + number;
    }

    /** From here on streams flow, or all of them end. */
    void stream(boolean flowing) {
        streaming = flowing;
    }

    /** How much of an ended stream was sent. */
    long sent(int stream) {
        return sent.get(stream);
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection that fails ends; its client sees that, and tells. */
    private void serve(SelectionKey key) {
        try {
            if (key.attachment() instanceof Service service) {
                accept((ServerSocketChannel) key.channel(), service);
            } else if (!((Visit) key.attachment()).goOn()) {
                key.channel().close();
            }
        } catch (IOException e) {
            key.cancel();
            close((SocketChannel) key.channel());
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept(ServerSocketChannel server, Service service) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            key.attach(
                    switch (service) {
                        case ECHO -> new Echo(channel);
                        case STREAM -> new Stream(channel, key);
                        case WEB -> new Web(channel);
                    });
        }
    }

    private interface Visit {
        /** Serves what is ready; false where the connection is at its end. */
        boolean goOn() throws IOException;
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("an answer was not taken");
        }
    }

    private final class Echo implements Visit {
        private final SocketChannel channel;

        Echo(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public boolean goOn() throws IOException {
            int count = channel.read(buffer.clear());
            write(channel, buffer.flip());
            return count >= 0;
        }
    }

    private final class Stream implements Visit {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
        private long offset;

        Stream(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }

        @Override
        public boolean goOn() throws IOException {
            if (key.isReadable() && channel.read(number.hasRemaining() ? number : buffer.clear()) < 0) {
                return false;
            }
            if (!number.hasRemaining()) {
                send(number.getInt(0));
            }
            return true;
        }

        private void send(int stream) throws IOException {
            boolean taken = true;
            for (int i = 0; i < WRITES_A_TURN && taken && streaming; i++) {
                int count = channel.write(pattern.at(stream, offset, Pattern.MOST));
                offset += count;
                taken = count == Pattern.MOST;
            }
            if (streaming) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            } else if (key.interestOps() != SelectionKey.OP_READ) {
                sent.set(stream, offset);
                channel.shutdownOutput();
                key.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    private final class Web implements Visit {
        private final SocketChannel channel;
        private final ByteBuffer request = ByteBuffer.allocate(LONGEST_REQUEST);

        Web(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public boolean goOn() throws IOException {
            int count = channel.read(request);
            String head = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
            if (head.endsWith("\r\n\r\n")) {
                request.clear();
                String[] path = head.split(" ", 3)[1].split("/", 3);
                answer(Integer.parseInt(path[1]), Long.parseLong(path[2]));
            }
            return count > 0;
        }

        private void answer(int stream, long offset) throws IOException {
            String head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nCache-Control: no-store\r\n"
                    + "Content-Length: " + BODY + "\r\n\r\n";
            buffer.clear().put(head.getBytes(StandardCharsets.US_ASCII));
            write(channel, buffer.put(pattern.at(stream, offset, BODY)).flip());
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
