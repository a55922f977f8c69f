package adit.net;

import adit.account.LiveTunnel;
import adit.account.TunnelIds;
import adit.account.TunnelRegistry;
import adit.config.Settings;
import adit.relay.RelayEnd;
import adit.time.Ticker;
import adit.tunnel.Resolver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.mina.core.service.AbstractIoService;
import org.apache.mina.core.service.IoHandler;
import org.apache.mina.core.service.IoService;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.SocketSessionConfig;

/**
 * The listeners of a configuration, the I/O threads behind them, and their tunnels. Started, drained and closed by one
 * thread at a time; the figures are for any.
 */
public final class TunnelServer implements AutoCloseable {
    /** A request head fits one read; what comes after it is not read by MINA. */
    private static final int READ_BUFFER = 2048;

    private final TunnelRegistry registry;
    private final TunnelIds ids = new TunnelIds();
    private final List<TunnelProcessor> processors = new ArrayList<>();
    private final Map<TunnelProcessor, TunnelConnector> connectors = new HashMap<>();
    private final List<TunnelAcceptor> acceptors = new ArrayList<>();
    private final IoHandler handler = new TunnelHandler();
    private final BlockListFilter blockList = new BlockListFilter();
    private final PolicyFilter policy = new PolicyFilter();
    private volatile OwnAddresses own = new OwnAddresses(List.of());
    private volatile boolean draining;

    /**
     * What the server is made of.
     *
     * @param threads runs each task on a thread of its own
     * @param ioThreads how many I/O threads, at least 1
     */
    public record Parts(
            Executor threads,
            int ioThreads,
            Ticker ticker,
            Supplier<Settings> settings,
            Resolver resolver,
            TunnelRegistry registry) {}

    /**
     * Listens on every listener of the settings in force.
     *
     * @throws ListenException where an address cannot be bound; nothing is left behind then
     */
    public static TunnelServer start(Parts parts) throws ListenException {
        TunnelServer server = new TunnelServer(parts);
        try {
            for (Settings.Listener listener : parts.settings().get().listeners()) {
                server.listen(listener, parts);
            }
        } catch (ListenException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private TunnelServer(Parts parts) {
        registry = parts.registry();
        for (int i = 0; i < parts.ioThreads(); i++) {
            TunnelProcessor processor = new TunnelProcessor(parts.threads(), parts.ticker());
            TunnelConnector connector = new TunnelConnector(parts.threads(), processor);
            prepare(connector, connector.getSessionConfig());
            processors.add(processor);
            connectors.put(processor, connector);
        }
    }

    private void prepare(AbstractIoService service, SocketSessionConfig config) {
        config.setTcpNoDelay(true);
        config.setReadBufferSize(READ_BUFFER);
        config.setMinReadBufferSize(READ_BUFFER);
        config.setMaxReadBufferSize(EarlyData.ENOUGH);
        service.setSessionDataStructureFactory(new SlimSessionData());
        service.getStatistics().getConfig().setStatisticsCalcEnabled(false);
        service.setHandler(handler);
    }

    private void listen(Settings.Listener listener, Parts parts) throws ListenException {
        Negotiator negotiator =
                switch (listener.mode()) {
                    case HTTP -> new HttpConnect(parts.settings().get().limits().headSize());
                    case TCP -> new FixedTarget(listener.destination().orElseThrow());
                    case HTTPS -> throw new IllegalArgumentException("TLS listeners are not supported");
                };
        TunnelContext context = new TunnelContext(
                listener.name(),
                negotiator,
                parts.settings(),
                parts.resolver(),
                registry,
                ids,
                () -> own,
                () -> draining);
        TunnelAcceptor acceptor = new TunnelAcceptor(parts.threads(), processors, new Reception(context));
        prepare(acceptor, acceptor.getSessionConfig());
        acceptor.setFilterChainBuilder(chain -> {
            negotiator.addTo(chain);
            chain.addLast("blockList", blockList);
            chain.addLast("policy", policy);
        });
        acceptors.add(acceptor);
        try {
            acceptor.bind(listener.address());
        } catch (IOException | RuntimeException e) {
            throw new ListenException(listener.address(), e);
        }
        own = new OwnAddresses(addresses());
    }

    /** Admits clients up to the limit, and makes a tunnel of each. */
    private final class Reception implements TunnelAcceptor.Doorkeeper {
        private final TunnelContext context;

        Reception(TunnelContext context) {
            this.context = context;
        }

        @Override
        public boolean welcome(TunnelSession session) {
            boolean room =
                    registry.liveCount() < context.settings().get().limits().maxConnections();
            Tunnel tunnel = new Tunnel(context, session, connectors.get(session.processor()));
            if (!room) {
                tunnel.turnAway();
            }
            return room;
        }
    }

    /** The addresses that it listens on, with the ports that the system chose, in the order of the listeners. */
    public List<InetSocketAddress> addresses() {
        return acceptors.stream()
                .flatMap(acceptor ->
                        acceptor.getLocalAddress() == null ? Stream.empty() : Stream.of(acceptor.getLocalAddress()))
                .toList();
    }

    /** Takes no new clients and opens no new tunnels; those that are open go on. */
    public void drain() {
        draining = true;
        acceptors.forEach(TunnelAcceptor::unbind);
        own = new OwnAddresses(List.of());
        for (LiveTunnel tunnel : registry.live(Integer.MAX_VALUE)) {
            tunnel.drain();
        }
    }

    /** Ends every tunnel that is still open as SHUTDOWN. */
    public void endTunnels() {
        for (LiveTunnel tunnel : registry.live(Integer.MAX_VALUE)) {
            tunnel.end(RelayEnd.SHUTDOWN);
        }
    }

    List<TunnelProcessor> processors() {
        return processors;
    }

    /** The sessions that MINA knows, of clients and of targets. From any thread. */
    Stream<IoSession> sessions() {
        return Stream.<IoService>concat(acceptors.stream(), connectors.values().stream())
                .flatMap(service -> service.getManagedSessions().values().stream());
    }

    /** Stops listening, ends what is still open as SHUTDOWN, and gives the threads back. */
    @Override
    public void close() {
        acceptors.forEach(acceptor -> acceptor.dispose());
        endTunnels();
        connectors.values().forEach(connector -> connector.dispose());
        processors.forEach(TunnelProcessor::dispose);
    }
}
