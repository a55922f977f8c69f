package adit.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** The bytes of a client inside TLS. It resumes no session: each handshake is a whole one. */
final class TlsWire extends Wire {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int INPUT = 64 * 1024;

    private final SSLEngine engine;
    private final ByteBuffer input = ByteBuffer.allocate(INPUT);
    private final ByteBuffer output;
    private final ByteBuffer handshake;

    TlsWire(SocketChannel channel, SSLEngine engine) throws IOException {
        super(channel);
        this.engine = engine;
        engine.beginHandshake();
        output = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        handshake = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    @Override
    boolean isSecured() throws IOException {
        boolean stuck = false;
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (stuck) {
                        return false;
                    }
                    stuck = !unwrapHandshake();
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return true;
                }
            }
        }
    }

    /** Whether it understood anything, of what it had or of what has come. */
    private boolean unwrapHandshake() throws IOException {
        if (unwrap(handshake) == Status.BUFFER_UNDERFLOW) {
            if (channel.read(input) < 0) {
                throw new IOException("the connection ended in the handshake");
            }
            return unwrap(handshake) != Status.BUFFER_UNDERFLOW;
        }
        return true;
    }

    private Status unwrap(ByteBuffer into) throws IOException {
        try {
            return engine.unwrap(input.flip(), into).getStatus();
        } finally {
            input.compact();
        }
    }

    @Override
    int read(ByteBuffer into) throws IOException {
        int count = channel.read(input);
        int before = into.position();
        Status status = Status.OK;
        input.flip();
        while (status == Status.OK && input.hasRemaining()) {
            status = engine.unwrap(input, into).getStatus();
        }
        input.compact();
        if (status == Status.BUFFER_OVERFLOW) {
            throw new IOException("records of TLS have no room");
        }
        boolean ended = count < 0 || status == Status.CLOSED;
        return ended && into.position() == before ? -1 : into.position() - before;
    }

    @Override
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            wrap(bytes);
        }
    }

    private void wrap(ByteBuffer bytes) throws IOException {
        Status status = engine.wrap(bytes, output.clear()).getStatus();
        super.write(output.flip());
        if (status != Status.OK && bytes.hasRemaining()) {
            throw new IOException("TLS takes nothing more: " + status);
        }
    }

    @Override
    void close() throws IOException {
        engine.closeOutbound();
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(NOTHING);
        }
        super.close();
    }
}
