package adit.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection of a client, from the connect to its end. Belongs to the thread of its crowd. */
final class Session {
    /** Each of them has ports of its own. */
    private static final int SOURCES = 16;

    private enum State {
        CONNECTING,
        SECURING,
        ASKING,
        OPEN
    }

    private final Crowd crowd;
    private final int number;
    private final Entrance entrance;
    private final SocketChannel channel = SocketChannel.open();
    private final SelectionKey key;
    private final Wire wire;
    private final long begun = System.nanoTime();
    private State state = State.CONNECTING;
    private String answer = "";

    /** How many bytes have come of what is counted. */
    long received;

    /** When it asked for what it waits for, in the JVM's nanoseconds. */
    long asked;

    /** What has come of an answer that is understood as a whole; null where none is. */
    ByteBuffer pending;

    Session(Crowd crowd, int number, Entrance entrance, Selector selector) throws IOException {
        this.crowd = crowd;
        this.number = number;
        this.entrance = entrance;
        wire = entrance.wire(channel);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(new InetSocketAddress("127.0.0." + (1 + number % SOURCES), 0));
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    void connect() throws IOException {
        if (channel.connect(entrance.address())) {
            ready();
        }
    }

    Crowd crowd() {
        return crowd;
    }

    /** Told apart by it from the others of the crowd. */
    int number() {
        return number;
    }

    /** When its connect began, in the JVM's nanoseconds. */
    long begun() {
        return begun;
    }

    void send(ByteBuffer bytes) throws IOException {
        wire.write(bytes);
    }

    void send(String text) throws IOException {
        send(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    void close() throws IOException {
        wire.close();
        crowd.left(this);
    }

    void ready() throws IOException {
        if (state == State.CONNECTING) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            state = State.SECURING;
        }
        if (state == State.SECURING) {
            if (wire.isSecured()) {
                ask();
            }
        } else {
            read();
        }
    }

    private void ask() throws IOException {
        String authority = crowd.play().tunnelTo(number);
        if (authority.isEmpty()) {
            open();
        } else {
            state = State.ASKING;
            send("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
        }
    }

    private void open() throws IOException {
        state = State.OPEN;
        crowd.opened();
        crowd.play().opened(this);
    }

    private void read() throws IOException {
        ByteBuffer buffer = crowd.buffer();
        int count = wire.read(buffer);
        buffer.flip();
        if (state == State.ASKING) {
            answered(buffer, count < 0);
        } else if (count > 0) {
            crowd.play().came(this, buffer);
        } else if (count < 0) {
            crowd.play().ended(this);
        }
    }

    /** Nothing comes behind the head before this side has said something. */
    private void answered(ByteBuffer bytes, boolean ended) throws IOException {
        answer += StandardCharsets.ISO_8859_1.decode(bytes);
        boolean whole = answer.endsWith("\r\n\r\n");
        if (ended || (whole && !answer.startsWith(" 200", "HTTP/1.1".length()))) {
            throw new IOException("no tunnel, but '" + answer.strip() + "'");
        }
        if (whole) {
            open();
        }
    }
}
