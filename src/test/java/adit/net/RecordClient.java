package adit.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A TLS client that has every record in its hands, to send them as no decent client would. */
final class RecordClient implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final Socket socket = new Socket();
    private final ByteBuffer received = ByteBuffer.allocate(1 << 16).limit(0);
    private final ByteBuffer plain = ByteBuffer.allocate(1 << 16).limit(0);
    private boolean toldOfTheEnd;

    RecordClient(InetSocketAddress server, String... protocols) throws IOException {
        engine = TestTls.clientEngine(protocols);
        socket.connect(server, 10_000);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
    }

    static RecordClient secured(InetSocketAddress server, String... protocols) throws IOException {
        RecordClient client = new RecordClient(server, protocols);
        client.handshake();
        return client;
    }

    Socket socket() {
        return socket;
    }

    /** The records of the first flight. */
    byte[] hello() throws IOException {
        engine.beginHandshake();
        return said();
    }

    RecordClient handshake() throws IOException {
        engine.beginHandshake();
        return goOn();
    }

    /** Says and hears what the handshake wants. */
    RecordClient goOn() throws IOException {
        for (HandshakeStatus next = engine.getHandshakeStatus();
                next != HandshakeStatus.NOT_HANDSHAKING && next != HandshakeStatus.FINISHED;
                next = engine.getHandshakeStatus()) {
            switch (next) {
                case NEED_WRAP -> send(said());
                case NEED_TASK -> engine.getDelegatedTask().run();
                default -> hear();
            }
        }
        return this;
    }

    /** Hears what the handshake wants, up to its last flight, which is left to be sent. */
    byte[] lastFlight() throws IOException {
        send(hello());
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        for (HandshakeStatus next = engine.getHandshakeStatus();
                next != HandshakeStatus.NOT_HANDSHAKING && next != HandshakeStatus.FINISHED;
                next = engine.getHandshakeStatus()) {
            switch (next) {
                case NEED_WRAP -> last.writeBytes(said());
                case NEED_TASK -> engine.getDelegatedTask().run();
                default -> hear();
            }
        }
        return last.toByteArray();
    }

    /** What the engine has to say by itself. */
    byte[] said() throws SSLException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
            records.writeBytes(wrap(NOTHING));
        }
        return records.toByteArray();
    }

    private byte[] wrap(ByteBuffer bytes) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(1 << 16);
        engine.wrap(bytes, record);
        byte[] copy = new byte[record.flip().remaining()];
        record.get(copy);
        return copy;
    }

    /** The bytes in records of at most that size. */
    byte[] records(byte[] bytes, int size) throws SSLException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += size) {
            ByteBuffer some = ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from));
            while (some.hasRemaining()) {
                records.writeBytes(wrap(some));
            }
        }
        return records.toByteArray();
    }

    byte[] records(String text) throws SSLException {
        return records(text.getBytes(StandardCharsets.ISO_8859_1), 1 << 14);
    }

    /** TLS 1.3: a change of keys that asks for one in return. Before: the hello of another handshake. */
    byte[] newHandshake() throws SSLException {
        engine.beginHandshake();
        return said();
    }

    byte[] closeNotify() throws SSLException {
        engine.closeOutbound();
        return said();
    }

    /** Sends all of it in one go. */
    RecordClient send(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        socket.getOutputStream().write(all.toByteArray());
        return this;
    }

    /** Takes the next record. Returns whether there was one: not after the end of the stream or of the connection. */
    private boolean hear() throws IOException {
        plain.compact();
        SSLEngineResult result = engine.unwrap(received, plain);
        plain.flip();
        if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            toldOfTheEnd |= result.getStatus() == SSLEngineResult.Status.CLOSED;
            return result.getStatus() == SSLEngineResult.Status.OK;
        }
        received.compact();
        int count = socket.getInputStream().read(received.array(), received.position(), received.remaining());
        received.position(received.position() + Math.max(0, count)).flip();
        if (count < 0 && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP && !engine.isOutboundDone()) {
            throw new EOFException("the server left in the handshake");
        }
        return count >= 0;
    }

    /** So many bytes, or fewer where the stream ends. */
    byte[] read(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < count && (plain.hasRemaining() || hear())) {
            byte[] some = new byte[Math.min(plain.remaining(), count - bytes.size())];
            plain.get(some);
            bytes.writeBytes(some);
        }
        return bytes.toByteArray();
    }

    byte[] readToEnd() throws IOException {
        return read(Integer.MAX_VALUE);
    }

    String text(int count) throws IOException {
        return new String(read(count), StandardCharsets.ISO_8859_1);
    }

    /** Asks for a tunnel and takes the whole reply. */
    RecordClient connect(String authority) throws IOException {
        send(records(Client.request(authority)));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            String more = text(1);
            if (more.isEmpty()) {
                throw new EOFException("no reply but: " + head);
            }
            head.append(more);
        }
        return this;
    }

    /** Whether the server has sent its close_notify. */
    boolean toldOfTheEnd() {
        return toldOfTheEnd;
    }

    /** Closes the connection in the middle of a test. */
    void leave() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
