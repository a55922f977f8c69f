package adit.net;

import adit.account.LiveListener;
import adit.account.LiveTunnel;
import adit.account.TunnelIds;
import adit.account.TunnelRegistry;
import adit.auth.Authenticator;
import adit.config.Settings;
import adit.policy.DecisionLog;
import adit.relay.RelayEnd;
import adit.time.Ticker;
import adit.time.WallClock;
import adit.tls.ServerEnd;
import adit.tunnel.Resolver;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntPredicate;
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
    private final String pseudonym = "adit-" + ids.next();
    private final AtomicInteger waitingClients = new AtomicInteger();
    private final List<TunnelProcessor> processors = new ArrayList<>();
    private final Map<TunnelProcessor, TunnelConnector> connectors = new HashMap<>();
    private final List<TunnelListener> listeners = new ArrayList<>();
    private final IoHandler handler = new TunnelHandler();
    private final AuthenticationFilter authentication;
    private final BlockListFilter blockList = new BlockListFilter();
    private final PolicyFilter policy = new PolicyFilter();
    private final IntPredicate otherPorts;
    private volatile OwnAddresses own;
    private volatile boolean draining;

    /**
     * What the server is made of.
     *
     * @param threads runs each task on a thread of its own
     * @param ioThreads how many I/O threads, at least 1
     * @param handshakes runs what takes long in TLS handshakes; asked at most once at a time for each connection
     * @param otherPorts whether the process listens at a port other than for clients, which no tunnel may lead to either;
     *     asked by I/O threads
     * @param decisions is told what policies decide
     * @param serverEnds makes the end for a new client of the listener of that name, which has TLS
     */
    public record Parts(
            Executor threads,
            int ioThreads,
            Executor handshakes,
            Function<String, ServerEnd> serverEnds,
            IntPredicate otherPorts,
            Ticker ticker,
            WallClock clock,
            DecisionLog decisions,
            Supplier<Settings> settings,
            Resolver resolver,
            Authenticator authenticator,
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
        otherPorts = parts.otherPorts();
        own = new OwnAddresses(List.of(), otherPorts);
        authentication = new AuthenticationFilter(parts.authenticator());
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
                    case HTTP, HTTPS ->
                        new HttpNegotiator(parts.settings().get().limits().headSize(), pseudonym);
                    case TCP -> new FixedTarget(listener.destination().orElseThrow());
                };
        boolean tls = listener.mode() == Settings.Mode.HTTPS;
        TunnelContext context = new TunnelContext(
                listener.name(),
                tls,
                negotiator,
                parts.clock(),
                parts.decisions(),
                parts.settings(),
                parts.resolver(),
                registry,
                ids,
                () -> own,
                () -> draining,
                waitingClients,
                pseudonym);
        TunnelAcceptor acceptor = new TunnelAcceptor(parts.threads(), processors, new Reception(context));
        prepare(acceptor, acceptor.getSessionConfig());
        TlsFilter.Tasks tasks = (session, task, after) -> offLoop(parts.handshakes(), session, task, after);
        TlsFilter tlsFilter = new TlsFilter(() -> parts.serverEnds().apply(listener.name()), tasks);
        acceptor.setFilterChainBuilder(chain -> {
            if (tls) {
                chain.addLast("ssl", tlsFilter);
            }
            negotiator.addTo(chain);
            chain.addLast("authentication", authentication);
            chain.addLast("blockList", blockList);
            chain.addLast("policy", policy);
        });
        listeners.add(new TunnelListener(listener.name(), acceptor, listener.address()));
        own = new OwnAddresses(addresses(), otherPorts);
    }

    /** What comes meanwhile waits in the socket. Who has left by then is spared: leaving costs less than the task. */
    private static void offLoop(Executor executor, IoSession session, Runnable task, Runnable after) {
        session.suspendRead();
        executor.execute(() -> {
            try {
                if (!session.isClosing()) {
                    task.run();
                }
            } finally {
                ((TunnelSession) session).processor().post(() -> {
                    session.resumeRead();
                    after.run();
                });
            }
        });
    }

    /** Admits clients up to the limit, and makes a tunnel of each. */
    private final class Reception implements TunnelAcceptor.Doorkeeper {
        private final TunnelContext context;

        Reception(TunnelContext context) {
            this.context = context;
        }

        @Override
        public boolean welcome(TunnelSession session) {
            int connections = registry.liveCount() + waitingClients.get();
            boolean room = connections < context.settings().get().limits().maxConnections();
            Tunnel tunnel = new Tunnel(context, session, connectors.get(session.processor()));
            if (!room) {
                tunnel.turnAway();
            }
            return room;
        }
    }

    /** In the order of the configuration. */
    public List<LiveListener> listeners() {
        return List.copyOf(listeners);
    }

    /** The addresses that it listens on now, with the ports that the system chose, in the order of the listeners. */
    List<InetSocketAddress> addresses() {
        return listeners.stream()
                .filter(listener -> listener.state() == LiveListener.State.LISTENING)
                .map(TunnelListener::address)
                .toList();
    }

    /** Whether a connection to the address would reach this proxy itself. From any thread. */
    public boolean isReachedAt(InetSocketAddress address) {
        return own.include(address.getAddress(), address.getPort());
    }

    /** Takes no new clients and opens no new tunnels; those that are open go on. */
    public void drain() {
        draining = true;
        listeners.forEach(TunnelListener::stop);
        own = new OwnAddresses(List.of(), otherPorts);
        closeWaiting();
        for (LiveTunnel tunnel : registry.live(Integer.MAX_VALUE)) {
            tunnel.drain();
        }
    }

    /** Closes the connections that no tunnel needs: of clients between two requests, and to origins that rest. */
    void closeWaiting() {
        for (TunnelProcessor processor : processors) {
            processor.post(() -> {
                for (SelectionKey key : processor.selector().keys()) {
                    if (key.attachment() instanceof ClientConnection client) {
                        client.closeIfWaiting();
                    }
                }
                processor.origins().closeAll();
            });
        }
    }

    /** Ends every tunnel that is still open as SHUTDOWN. */
    public void endTunnels() {
        for (LiveTunnel tunnel : registry.live(Integer.MAX_VALUE)) {
            tunnel.end(RelayEnd.SHUTDOWN);
        }
    }

    /** Client connections that are open without a tunnel. From any thread. */
    int waitingClients() {
        return waitingClients.get();
    }

    List<TunnelProcessor> processors() {
        return processors;
    }

    /** The sessions that MINA knows, of clients and of targets. From any thread. */
    Stream<IoSession> sessions() {
        return Stream.<IoService>concat(listeners.stream().map(TunnelListener::acceptor), connectors.values().stream())
                .flatMap(service -> service.getManagedSessions().values().stream());
    }

    /** Stops listening, ends what is still open as SHUTDOWN, and gives the threads back. */
    @Override
    public void close() {
        listeners.forEach(TunnelListener::dispose);
        endTunnels();
        connectors.values().forEach(connector -> connector.dispose());
        processors.forEach(TunnelProcessor::dispose);
    }
}
