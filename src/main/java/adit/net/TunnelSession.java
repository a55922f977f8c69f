package adit.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.file.FileRegion;
import org.apache.mina.core.filterchain.IoFilter;
import org.apache.mina.core.future.DefaultWriteFuture;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.service.DefaultTransportMetadata;
import org.apache.mina.core.service.IoService;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * One end of a tunnel as MINA knows it. It stays on the processor it was made for, shares the configuration of its
 * service, and refuses to write once the relay owns its channel.
 */
final class TunnelSession extends NioSession {
    static final TransportMetadata METADATA = new DefaultTransportMetadata(
            "nio",
            "socket",
            false,
            true,
            InetSocketAddress.class,
            SocketSessionConfig.class,
            IoBuffer.class,
            FileRegion.class);

    /** The tunnel it is an end of, the last one where it serves several; set before the session reaches its processor. */
    private Tunnel tunnel;

    /** The place of a client's connection; null where a target is at the other end. */
    private Admission admission;

    /** Null until it is asked for. */
    private Wire wire;

    /** Written by the processor's thread, read by any that calls {@link #write}. */
    private volatile boolean relaying;

    TunnelSession(IoService service, TunnelProcessor processor, SocketChannel channel) {
        super(processor, service, channel);
        config = service.getSessionConfig();
    }

    /** A session that never opens: what {@link TunnelProcessor#start} needs to get MINA's thread going. */
    static TunnelSession dummy(IoService service, TunnelProcessor processor) throws IOException {
        TunnelSession session = new TunnelSession(service, processor, SocketChannel.open());
        SlimSessionData data = new SlimSessionData();
        session.setAttributeMap(data.getAttributeMap(session));
        session.setWriteRequestQueue(data.getWriteRequestQueue(session));
        return session;
    }

    Tunnel tunnel() {
        return tunnel;
    }

    void belongTo(Tunnel owner) {
        tunnel = owner;
    }

    Admission admission() {
        return admission;
    }

    void admit(Admission place) {
        admission = place;
    }

    /** The session is closed: its place is another's. */
    void giveUpPlace() {
        if (admission != null) {
            admission.release(processor().now());
        }
    }

    /** The bytes in the clear, for whoever takes the key out of MINA's hands; the same one each time. */
    Wire wire() {
        if (wire == null) {
            wire = TlsFilter.takeOver(this)
                    .<Wire>map(tls -> tls.wire(getChannel(), processor().buffers(), takeUnwritten()))
                    .orElseGet(() -> new PlainWire(getChannel()));
        }
        return wire;
    }

    /** What MINA was to write and has not: records without which those that follow mean nothing. */
    private ByteBuffer takeUnwritten() {
        IoBuffer unwritten = IoBuffer.allocate(0).setAutoExpand(true);
        if (getCurrentWriteRequest() != null) {
            unwritten.put((IoBuffer) getCurrentWriteRequest().getMessage());
            setCurrentWriteRequest(null);
        }
        for (WriteRequest next = getWriteRequestQueue().poll(this);
                next != null;
                next = getWriteRequestQueue().poll(this)) {
            unwritten.put((IoBuffer) next.getMessage());
        }
        return unwritten.flip().buf();
    }

    /** The session is closed: its wire keeps nothing for it any more. */
    void releaseWire() {
        if (wire != null) {
            wire.release();
        }
    }

    /** From here on bytes go by the wire alone; other messages still pass the filters that decide. */
    void leaveCodecs() {
        wire();
        leave(TlsFilter.class);
        leave(ProtocolCodecFilter.class);
    }

    private void leave(Class<? extends IoFilter> filter) {
        if (getFilterChain().contains(filter)) {
            getFilterChain().remove(filter);
        }
    }

    /** From here on bytes go by the wire alone, and no filter sees them. */
    void leaveFilters() {
        wire();
        try {
            getFilterChain().clear();
        } catch (Exception e) {
            throw new IllegalStateException("a filter did not leave its chain", withoutAddresses(e));
        }
    }

    /** MINA shows the session in each exception that it wraps another in. */
    private static Throwable withoutAddresses(Exception wrapped) {
        Throwable cause = wrapped;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    boolean isRelaying() {
        return relaying;
    }

    void beginRelaying() {
        relaying = true;
    }

    TunnelProcessor processor() {
        return (TunnelProcessor) getProcessor();
    }

    @Override
    public WriteFuture write(Object message, SocketAddress remote) {
        return relaying
                ? DefaultWriteFuture.newNotWrittenFuture(this, new IllegalStateException("the session relays"))
                : super.write(message, remote);
    }

    @Override
    public TransportMetadata getTransportMetadata() {
        return METADATA;
    }

    @Override
    public SocketSessionConfig getConfig() {
        return (SocketSessionConfig) config;
    }

    @Override
    public SocketChannel getChannel() {
        return (SocketChannel) channel;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        try {
            return (InetSocketAddress) getChannel().getRemoteAddress();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        try {
            return (InetSocketAddress) getChannel().getLocalAddress();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public InetSocketAddress getServiceAddress() {
        return (InetSocketAddress) super.getServiceAddress();
    }
}
