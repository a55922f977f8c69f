package adit.net;

import adit.account.Bound;
import adit.config.Settings;
import adit.limits.Neighbours;
import adit.limits.Permit;
import adit.limits.Places;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

/** What the whole proxy may have at once, and has. Safe for use by any thread. */
final class Capacity {
    /** How many that the proxy has no room for may be told so at a time. */
    static final int NOTICES = 16;

    private final Supplier<Settings> settings;
    private final Neighbours neighbours;
    private final List<TunnelProcessor> processors;
    private final long sockets;
    private final Places connections;
    private final Places notices = new Places(() -> NOTICES);
    private final Places handshakes = new Places(() -> limits().work().handshakes());
    private final Places connects = new Places(() -> limits().work().pendingConnects());

    /**
     * @param processors all there are; the list may still grow
     * @param sockets most sockets of clients and targets together
     */
    Capacity(Supplier<Settings> settings, Neighbours neighbours, List<TunnelProcessor> processors, long sockets) {
        this.settings = settings;
        this.neighbours = neighbours;
        this.processors = processors;
        this.sockets = sockets;
        // Each client is to reach a target.
        connections = new Places(() -> (int) Math.min(limits().maxConnections(), sockets / 2));
    }

    private Settings.Limits limits() {
        return settings.get().limits();
    }

    /** A connection of the client, by the limit of one client. */
    Permit ofClient(InetAddress address, long now) {
        return neighbours.connection(address, limits().shared().connectionsPerClient(connections.most()), now);
    }

    /** Open connections of clients. */
    Places connections() {
        return connections;
    }

    /** Clients beyond that who are told so. */
    Places notices() {
        return notices;
    }

    /** Clients that have yet to secure their connection. */
    Places handshakes() {
        return handshakes;
    }

    /** Connections to targets that are being made. */
    Places connects() {
        return connects;
    }

    /** Whether there is a socket that no client needs for its target. */
    boolean hasSpareSockets() {
        return openSockets() + connections.taken() < sockets;
    }

    private long openSockets() {
        long open = 0;
        for (TunnelProcessor processor : processors) {
            open += processor.sockets().get();
        }
        return open;
    }

    private long parkedBytes() {
        return processors.stream()
                .mapToLong(processor -> processor.buffers().held())
                .sum();
    }

    /** Has each I/O thread go by its share of the memory in force. */
    void share() {
        long each = limits().work().parkedBytes() / processors.size();
        processors.forEach(processor -> processor.post(() -> processor.buffers().resize(each)));
    }

    /** By the keys of the configuration that set them; descriptors are the system's. */
    List<Bound> bounds() {
        return List.of(
                connectionsBound(),
                bound("limits.max_handshakes", handshakes),
                bound("limits.max_pending_connects", connects),
                new Bound("limits.parked_bytes", limits().work().parkedBytes(), parkedBytes()),
                new Bound("sockets", sockets, openSockets()),
                new Bound(
                        "http.max_idle_origins",
                        settings.get().http().maxIdleOrigins(),
                        processors.stream()
                                .mapToInt(processor -> processor.origins().resting())
                                .max()
                                .orElse(0)));
    }

    /** As many as are configured, or as there are sockets for. */
    Bound connectionsBound() {
        return bound("limits.max_connections", connections);
    }

    private static Bound bound(String key, Places places) {
        return new Bound(key, places.most(), places.taken());
    }
}
