package adit.net;

import adit.tcp.TcpOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.future.DefaultConnectFuture;
import org.apache.mina.core.service.AbstractIoConnector;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.core.session.IoSessionInitializer;
import org.apache.mina.transport.socket.DefaultSocketSessionConfig;
import org.apache.mina.transport.socket.SocketConnector;
import org.apache.mina.transport.socket.SocketSessionConfig;

/**
 * Connects in the selector of one processor, so that a target's session is born on the thread of its tunnel. There is
 * one connector for each processor; {@code connect} is called on that processor's thread.
 *
 * <p>It knows no deadline of its own: whoever dials cancels the future.
 */
final class TunnelConnector extends AbstractIoConnector implements SocketConnector {
    private static final Logger LOG = LogManager.getLogger(TunnelConnector.class);

    private final TunnelProcessor processor;
    private final Supplier<TcpOptions> options;

    /** @param options what connections are made with, asked for each */
    TunnelConnector(Executor executor, TunnelProcessor processor, Supplier<TcpOptions> options) {
        super(new DefaultSocketSessionConfig(), executor);
        ((DefaultSocketSessionConfig) getSessionConfig()).init(this);
        this.processor = processor;
        this.options = options;
    }

    @Override
    protected ConnectFuture connect0(
            SocketAddress remote, SocketAddress local, IoSessionInitializer<? extends ConnectFuture> initializer) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(SocketFamily.of((InetSocketAddress) remote));
            channel.configureBlocking(false);
            options.get().dialled(channel);
            if (local != null) {
                channel.bind(local);
            }
            PendingConnect pending = new PendingConnect(channel, initializer);
            if (channel.connect(remote)) {
                pending.connected();
            } else {
                channel.register(processor.selector(), SelectionKey.OP_CONNECT, pending);
            }
            return pending;
        } catch (IOException | RuntimeException e) {
            close(channel);
            return DefaultConnectFuture.newFailedFuture(e);
        }
    }

    private static void close(SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("A channel did not close in order", e);
            }
        }
    }

    /** A connect under way: the attachment of its key until the session takes over. */
    private final class PendingConnect extends DefaultConnectFuture implements KeyHandler {
        private final SocketChannel channel;
        private final IoSessionInitializer<? extends ConnectFuture> initializer;
        private boolean handedOver;

        PendingConnect(SocketChannel channel, IoSessionInitializer<? extends ConnectFuture> initializer) {
            this.channel = channel;
            this.initializer = initializer;
        }

        @Override
        public void ready(SelectionKey key) throws IOException {
            if (channel.finishConnect()) {
                key.interestOps(0);
                connected();
            }
        }

        void connected() {
            handedOver = true;
            TunnelSession session = new TunnelSession(TunnelConnector.this, processor, channel);
            initSession(session, this, initializer);
            processor.add(session);
        }

        @Override
        public void failed(Throwable cause) {
            close(channel);
            setException(cause);
        }

        /** Once there is a session, MINA closes that. */
        @Override
        public boolean cancel() {
            boolean cancelled = super.cancel();
            if (cancelled && !handedOver) {
                close(channel);
            }
            return cancelled;
        }
    }

    @Override
    protected void dispose0() {
        // It owns no thread and no selector.
    }

    @Override
    public TransportMetadata getTransportMetadata() {
        return TunnelSession.METADATA;
    }

    @Override
    public SocketSessionConfig getSessionConfig() {
        return (SocketSessionConfig) sessionConfig;
    }

    @Override
    public InetSocketAddress getDefaultRemoteAddress() {
        return (InetSocketAddress) super.getDefaultRemoteAddress();
    }

    @Override
    public void setDefaultRemoteAddress(InetSocketAddress address) {
        super.setDefaultRemoteAddress(address);
    }
}
