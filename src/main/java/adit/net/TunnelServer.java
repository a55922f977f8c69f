package adit.net;

import adit.account.Bound;
import adit.account.LiveListener;
import adit.account.LiveServer;
import adit.account.LiveThread;
import adit.account.LiveTunnel;
import adit.account.RelayStatus;
import adit.account.TunnelIds;
import adit.account.TunnelRegistry;
import adit.config.Settings;
import adit.relay.RelayEnd;
import adit.splice.Splicing;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.apache.mina.core.service.AbstractIoService;
import org.apache.mina.core.service.IoService;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.SocketSessionConfig;

/**
 * The listeners of a configuration, the I/O threads behind them, and their tunnels. Started, drained and closed by one
 * thread at a time; the figures are for any.
 */
public final class TunnelServer implements LiveServer, AutoCloseable {
    /** A request head fits one read; what comes after it is not read by MINA. */
    private static final int READ_BUFFER = 2048;

    private final Capacity capacity;
    private final Splicing splicing;
    private final TunnelRegistry registry;
    private final TunnelIds ids = new TunnelIds();
    private final String pseudonym = "adit-" + ids.next();
    private final List<TunnelProcessor> processors = new ArrayList<>();
    private final Map<TunnelProcessor, TunnelConnector> connectors = new HashMap<>();
    private final List<TunnelListener> listeners = new ArrayList<>();
    private final DecidingFilters deciding;
    private final IntPredicate otherPorts;
    private volatile OwnAddresses own;
    private volatile Intake intake = Intake.ALL;

    /**
     * Listens on every listener of the settings in force.
     *
     * @throws ListenException where an address cannot be bound; nothing is left behind then
     */
    public static TunnelServer start(ServerParts parts) throws ListenException {
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

    private TunnelServer(ServerParts parts) {
        capacity = new Capacity(parts.settings(), parts.neighbours(), processors, parts.sockets());
        registry = parts.registry();
        otherPorts = parts.otherPorts();
        splicing = parts.splicing();
        own = new OwnAddresses(List.of(), otherPorts);
        deciding = new DecidingFilters(parts.authenticator());
        for (int i = 0; i < parts.ioThreads(); i++) {
            TunnelProcessor processor =
                    new TunnelProcessor(parts.threads(), parts.ticker(), capacity, splicing.share(parts.ioThreads()));
            TunnelConnector connector = new TunnelConnector(
                    parts.threads(),
                    processor,
                    () -> parts.settings().get().tcp().target());
            prepare(connector, connector.getSessionConfig());
            processors.add(processor);
            connectors.put(processor, connector);
        }
        capacity.share();
    }

    private void prepare(AbstractIoService service, SocketSessionConfig config) {
        config.setReadBufferSize(READ_BUFFER);
        config.setMinReadBufferSize(READ_BUFFER);
        config.setMaxReadBufferSize(EarlyData.ENOUGH);
        service.setSessionDataStructureFactory(new SlimSessionData());
        service.getStatistics().getConfig().setStatisticsCalcEnabled(false);
        service.setHandler(new TunnelHandler());
    }

    private void listen(Settings.Listener listener, ServerParts parts) throws ListenException {
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
                parts.tracer(),
                parts.privacy(),
                parts.settings(),
                parts.resolver(),
                registry,
                ids,
                parts.neighbours(),
                () -> own,
                () -> intake,
                capacity,
                pseudonym);
        TunnelAcceptor acceptor = new TunnelAcceptor(
                parts.threads(),
                processors,
                () -> parts.settings().get().tcp().client(),
                new Reception(context, connectors::get),
                parts.mayShare());
        prepare(acceptor, acceptor.getSessionConfig());
        TlsFilter tlsFilter =
                new TlsFilter(() -> parts.serverEnds().apply(listener.name()), new HandshakeTasks(parts.handshakes()));
        acceptor.setFilterChainBuilder(chain -> {
            if (tls) {
                chain.addLast("ssl", tlsFilter);
            }
            negotiator.addTo(chain);
            deciding.addTo(chain);
        });
        listeners.add(new TunnelListener(listener.name(), acceptor, listener.address()));
        own = new OwnAddresses(addresses(), otherPorts);
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
        stopListening(Intake.NONE);
        for (LiveTunnel tunnel : registry.live(Integer.MAX_VALUE)) {
            tunnel.drain();
        }
    }

    /** Takes no new clients, as another process takes them; whoever is in is served once more. */
    public void handOver() {
        stopListening(Intake.LAST);
    }

    private void stopListening(Intake next) {
        intake = next;
        listeners.forEach(TunnelListener::stop);
        closeWaiting();
    }

    /**
     * Is as it was before {@link #drain}.
     *
     * @throws ListenException where an address cannot be bound any more; then it drains on
     */
    public void goOn() throws ListenException {
        intake = Intake.ALL;
        try {
            for (TunnelListener listener : listeners) {
                listener.goOn();
            }
        } catch (ListenException e) {
            drain();
            throw e;
        }
    }

    /** Closes the connections that no tunnel needs: of clients between two requests, and to origins that rest. */
    void closeWaiting() {
        for (TunnelProcessor processor : processors) {
            processor.post(() -> {
                for (SelectionKey key : List.copyOf(processor.selector().keys())) {
                    if (key.attachment() instanceof ClientConnection client) {
                        client.closeIfWaiting();
                    }
                }
                processor.origins().closeAll();
            });
        }
    }

    /** Has all tunnels go by the rates and the memory that are in force now. */
    public void limitsChanged() {
        capacity.share();
        registry.live(Integer.MAX_VALUE).forEach(LiveTunnel::limitsChanged);
    }

    /** Has new connections of clients go by the TCP options that are in force now. */
    public void tcpOptionsChanged() {
        listeners.forEach(listener -> listener.acceptor().optionsChanged());
    }

    /** Ends every tunnel that is still open as SHUTDOWN. */
    public void endTunnels() {
        for (LiveTunnel tunnel : registry.live(Integer.MAX_VALUE)) {
            tunnel.end(RelayEnd.SHUTDOWN);
        }
    }

    @Override
    public List<LiveThread> threads() {
        return processors.stream()
                .<LiveThread>map(processor -> new IoThread(processor, registry))
                .toList();
    }

    @Override
    public List<Bound> bounds() {
        return capacity.bounds();
    }

    @Override
    public Bound connections() {
        return capacity.connectionsBound();
    }

    @Override
    public RelayStatus relay() {
        return new RelayStatus(
                splicing.on(),
                splicing.reason(),
                splicing.pipes(),
                processors.stream()
                        .mapToInt(processor -> processor.paths().pipes())
                        .sum(),
                processors.stream()
                        .mapToLong(processor -> processor.paths().spliced())
                        .sum());
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
