package adit.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLSession;

/**
 * An engine whose records are in the clear, and whose handshake is the first record that comes. For what is measured
 * around an engine: of its own it leaves one result a call.
 */
final class ClearEngine extends SSLEngine {
    static final int HEADER = 5;
    static final int MOST = 16 * 1024;

    private boolean began;
    private boolean inboundDone;
    private boolean outboundDone;
    private boolean wantsToEnd;

    /** A record of these bytes; empty ones begin and end a stream. */
    static byte[] record(byte[] bytes) {
        return ByteBuffer.allocate(HEADER + bytes.length)
                .put(new byte[] {23, 3, 3})
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] into, int offset, int length) {
        if (inboundDone) {
            return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, 0);
        }
        int size = source.remaining() < HEADER ? MOST : source.getShort(source.position() + 3);
        if (source.remaining() < HEADER + size) {
            return new SSLEngineResult(Status.BUFFER_UNDERFLOW, status(), 0, 0);
        }
        if (into[offset].remaining() < size) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, status(), 0, 0);
        }
        into[offset].put(into[offset].position(), source, source.position() + HEADER, size);
        into[offset].position(into[offset].position() + size);
        source.position(source.position() + HEADER + size);
        if (size > 0) {
            return new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, HEADER + size, size);
        }
        inboundDone = began;
        HandshakeStatus status = began ? HandshakeStatus.NOT_HANDSHAKING : HandshakeStatus.FINISHED;
        began = true;
        return new SSLEngineResult(inboundDone ? Status.CLOSED : Status.OK, status, HEADER, 0);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer into) {
        int size = Math.min(sources[offset].remaining(), MOST);
        if (size == 0 && !wantsToEnd) {
            return new SSLEngineResult(Status.OK, status(), 0, 0);
        }
        if (into.remaining() < HEADER + MOST) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, status(), 0, 0);
        }
        into.put((byte) 23).put((byte) 3).put((byte) 3).putShort((short) size);
        into.put(into.position(), sources[offset], sources[offset].position(), size);
        into.position(into.position() + size);
        sources[offset].position(sources[offset].position() + size);
        outboundDone = size == 0;
        wantsToEnd &= !outboundDone;
        return new SSLEngineResult(outboundDone ? Status.CLOSED : Status.OK, status(), size, HEADER + size);
    }

    private HandshakeStatus status() {
        if (!began) {
            return HandshakeStatus.NEED_UNWRAP;
        }
        return wantsToEnd ? HandshakeStatus.NEED_WRAP : HandshakeStatus.NOT_HANDSHAKING;
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return status();
    }

    @Override
    public Runnable getDelegatedTask() {
        return null;
    }

    @Override
    public void closeInbound() {
        inboundDone = true;
    }

    @Override
    public boolean isInboundDone() {
        return inboundDone;
    }

    @Override
    public void closeOutbound() {
        wantsToEnd = !outboundDone;
    }

    @Override
    public boolean isOutboundDone() {
        return outboundDone;
    }

    @Override
    public void beginHandshake() {
        // The client begins.
    }

    @Override
    public SSLSession getSession() {
        return TestTls.serverEngine().getSession();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[0];
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String[] getSupportedProtocols() {
        return new String[0];
    }

    @Override
    public String[] getEnabledProtocols() {
        return new String[0];
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getEnableSessionCreation() {
        return false;
    }
}
