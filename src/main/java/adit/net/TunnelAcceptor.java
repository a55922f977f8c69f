package adit.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/**
 * Accepts on the threads that serve: each processor has a listening socket of its own on the same port
 * (SO_REUSEPORT), so that a connection never changes thread. Binding and unbinding may be asked for by any thread.
 */
final class TunnelAcceptor extends NioSocketAcceptor {
    private static final Logger LOG = LogManager.getLogger(TunnelAcceptor.class);

    /** How many connections one pass takes before the tunnels that exist have their turn. */
    private static final int BATCH = 64;

    private static final int BACKLOG = 4096;

    private final List<TunnelProcessor> processors;
    private final Doorkeeper doorkeeper;
    private final Map<ServerSocketChannel, List<Door>> doors = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> released = CompletableFuture.completedFuture(null);

    /** Says what becomes of an accepted connection. Called on the processor's thread. */
    interface Doorkeeper {
        /** The session's first moment, before it reaches its processor. Returns whether it may stay. */
        boolean welcome(TunnelSession session);
    }

    TunnelAcceptor(Executor executor, List<TunnelProcessor> processors, Doorkeeper doorkeeper) {
        super(executor, processors.get(0));
        this.processors = processors;
        this.doorkeeper = doorkeeper;
        setBacklog(BACKLOG);
        setReuseAddress(true);
        setCloseOnDeactivation(false);
    }

    @Override
    protected ServerSocketChannel open(SocketAddress address) throws Exception {
        refuseSharing((InetSocketAddress) address);
        List<ServerSocketChannel> opened = new ArrayList<>();
        try {
            SocketAddress bound = address;
            for (TunnelProcessor processor : processors) {
                ServerSocketChannel channel = listen((InetSocketAddress) bound, processors.size() > 1);
                opened.add(channel);
                bound = channel.getLocalAddress();
                processor.start(this);
            }
        } catch (IOException | RuntimeException e) {
            closeAll(opened);
            throw e;
        }
        List<Door> opening = new ArrayList<>();
        for (int i = 0; i < opened.size(); i++) {
            Door door = new Door(opened.get(i), processors.get(i));
            processors.get(i).post(door::open);
            opening.add(door);
        }
        doors.put(opened.get(0), opening);
        return opened.get(0);
    }

    /** With SO_REUSEPORT a second instance would bind beside the first and take half of its clients. */
    private void refuseSharing(InetSocketAddress address) throws IOException {
        if (address.getPort() != 0) {
            listen(address, false).close();
        }
    }

    private ServerSocketChannel listen(InetSocketAddress address, boolean shared) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(
                address.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, isReuseAddress());
            if (shared) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            return channel.bind(address, getBacklog());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    protected void close(ServerSocketChannel first) throws Exception {
        released = CompletableFuture.allOf(
                doors.remove(first).stream().map(Door::close).toArray(CompletableFuture<?>[]::new));
    }

    /** Completed once the address that was last unbound is free. */
    CompletableFuture<Void> released() {
        return released;
    }

    private static void closeAll(List<ServerSocketChannel> channels) throws IOException {
        for (ServerSocketChannel channel : channels) {
            channel.close();
        }
    }

    /** MINA's own way to accept; its selector knows none of these sockets. */
    @Override
    protected NioSession accept(IoProcessor<NioSession> processor, ServerSocketChannel channel) {
        return null;
    }

    private void enter(SocketChannel channel, TunnelProcessor processor) throws IOException {
        TunnelSession session = new TunnelSession(this, processor, channel);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            initSession(session, null, null);
            if (doorkeeper.welcome(session)) {
                processor.add(session);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A connection was lost while it was accepted", e);
            channel.close();
            if (session.tunnel() != null) {
                session.tunnel().sessionClosed(session);
            }
        }
    }

    /** One listening socket in one processor's selector. */
    private final class Door implements KeyHandler {
        private final ServerSocketChannel channel;
        private final TunnelProcessor processor;
        private final AcceptPause pause;

        Door(ServerSocketChannel channel, TunnelProcessor processor) {
            this.channel = channel;
            this.processor = processor;
            this.pause = new AcceptPause(processor);
        }

        void open() {
            try {
                channel.register(processor.selector(), SelectionKey.OP_ACCEPT, this);
            } catch (IOException e) {
                LOG.error("A listening socket was closed before it was used", e);
            }
        }

        /**
         * From any thread. Whoever waits in the system's queue is let in, and not reset with the socket.
         *
         * @return completed once the address is free: a socket that is closed while it is registered goes on listening until
         *     its selector has dropped the key
         */
        CompletableFuture<Void> close() {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            Closeable last = () -> {
                try (channel) {
                    acceptAtMost(BACKLOG);
                } finally {
                    closed.complete(null);
                }
            };
            processor.post(() -> processor.closing().add(last, channel.keyFor(processor.selector())));
            return closed;
        }

        @Override
        public void ready(SelectionKey key) {
            try {
                acceptAtMost(BATCH);
            } catch (IOException e) {
                pause.begin(key, e);
            }
        }

        private void acceptAtMost(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                enter(accepted, processor);
            }
        }

        @Override
        public void failed(Throwable cause) {
            LOG.error("Accepting failed", cause);
        }
    }
}
