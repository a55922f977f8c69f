package adit.net;

import adit.tcp.TcpOptions;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
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
    private final Supplier<TcpOptions> options;
    private final Doorkeeper doorkeeper;
    private final Predicate<InetSocketAddress> mayShare;
    private final Map<ServerSocketChannel, List<Door>> doors = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> released = CompletableFuture.completedFuture(null);

    /** Says what becomes of an accepted connection. Called on the processor's thread. */
    interface Doorkeeper {
        /** The session's first moment, before it reaches its processor. Returns whether it may stay. */
        boolean welcome(TunnelSession session);
    }

    /**
     * @param options what connections are accepted with, asked for each
     * @param mayShare whether an address may be listened on that another process listens on
     */
    TunnelAcceptor(
            Executor executor,
            List<TunnelProcessor> processors,
            Supplier<TcpOptions> options,
            Doorkeeper doorkeeper,
            Predicate<InetSocketAddress> mayShare) {
        super(executor, processors.get(0));
        this.processors = processors;
        this.options = options;
        this.doorkeeper = doorkeeper;
        this.mayShare = mayShare;
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
                ServerSocketChannel channel = listen((InetSocketAddress) bound, true);
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
        if (address.getPort() == 0) {
            return;
        }
        try {
            listen(address, false).close();
        } catch (BindException e) {
            if (!mayShare.test(address)) {
                throw e;
            }
        }
    }

    private ServerSocketChannel listen(InetSocketAddress address, boolean shared) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(SocketFamily.of(address));
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, isReuseAddress());
            if (shared) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            options.get().prepare(channel);
            return channel.bind(address, getBacklog());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Has connections that come from now on take over the options in force. From any thread. */
    void optionsChanged() {
        doors.values().forEach(opened -> opened.forEach(Door::prepare));
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
            options.get().accepted(channel);
            initSession(session, null, null);
            if (doorkeeper.welcome(session)) {
                processor.sockets().arrives();
                processor.add(session);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A connection was lost while it was accepted", e);
            channel.close();
            session.giveUpPlace();
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

        void prepare() {
            try {
                options.get().prepare(channel);
            } catch (IOException e) {
                LOG.debug("A listening socket took no options: {}", e.getMessage());
            }
        }

        /**
         * From any thread. Whoever waits in the system's queue is let in, and not reset with the socket. Who comes between
         * the last accept and the close is reset all the same; so nothing else is done in between, or before.
         *
         * @return completed once the address is free: a socket that is closed while it is registered goes on listening until
         *     its selector has dropped the key
         */
        CompletableFuture<Void> close() {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            Closeable last = () -> {
                List<SocketChannel> waiting = new ArrayList<>();
                try (channel) {
                    // Bounded, as a flood might go on for ever.
                    SocketChannel next = channel.accept();
                    while (next != null) {
                        waiting.add(next);
                        next = waiting.size() < 2 * BACKLOG ? channel.accept() : null;
                    }
                } finally {
                    closed.complete(null);
                    for (SocketChannel next : waiting) {
                        enter(next, processor);
                    }
                }
            };
            processor.post(() -> processor.closing().add(last, channel.keyFor(processor.selector())));
            return closed;
        }

        @Override
        public void ready(SelectionKey key) {
            try {
                SocketChannel accepted = channel.accept();
                for (int i = 1; accepted != null; i++) {
                    enter(accepted, processor);
                    accepted = i < BATCH ? channel.accept() : null;
                }
            } catch (IOException e) {
                pause.begin(key, e);
            }
        }

        @Override
        public void failed(Throwable cause) {
            LOG.error("Accepting failed", cause);
        }
    }
}
