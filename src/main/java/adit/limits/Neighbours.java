package adit.limits;

import java.net.InetAddress;
import java.util.function.Supplier;

/**
 * Keeps clients, users and targets from taking what others need. Safe for use by any thread; a tunnel asks once for each
 * kind, as soon as it is known, and gives all back at its end.
 */
public final class Neighbours {
    private final LimitTable<ClientKey> connections;
    private final LimitTable<ClientKey> clients;
    private final LimitTable<String> users;
    private final LimitTable<Object> targets;

    private final UsageBook usage;

    /**
     * @param limits those in force, asked anew each time
     * @param usage what users have moved of their quotas
     */
    public Neighbours(Supplier<SharedLimits> limits, UsageBook usage) {
        this.usage = usage;
        connections = new LimitTable<>(() -> Allowance.UNLIMITED);
        clients = new LimitTable<>(() -> limits.get().client());
        users = new LimitTable<>(() -> limits.get().user());
        targets = new LimitTable<>(() -> limits.get().target());
    }

    /** What users have moved of their quotas. */
    public UsageBook usage() {
        return usage;
    }

    /**
     * A connection of a client, to be given back when it is closed.
     *
     * @param most that one client may have; 0 for no limit
     * @param now on the ticker of the tunnels
     */
    public Permit connection(InetAddress address, int most, long now) {
        return connections.admit(ClientKey.of(address), new Allowance(most, 0, 0, 0), now);
    }

    /** @param now on the ticker of the tunnels */
    public Permit client(InetAddress address, long now) {
        return clients.admit(ClientKey.of(address), now);
    }

    /** @param now on the ticker of the tunnels */
    public Permit user(String name, long now) {
        return users.admit(name, now);
    }

    /**
     * @param target what is equal for the same canonical host and port
     * @param now on the ticker of the tunnels
     */
    public Permit target(Object target, long now) {
        return targets.admit(target, now);
    }

    /** What is equal for the addresses of one client. */
    public static Object keyOf(InetAddress address) {
        return ClientKey.of(address);
    }

    /** What the client has of its allowance that has most of it. */
    public Most mostOfClient(long now) {
        return clients.most(now);
    }

    /** As {@link #mostOfClient}, of users. */
    public Most mostOfUser(long now) {
        return users.most(now);
    }

    /** As {@link #mostOfClient}, of targets. */
    public Most mostOfTarget(long now) {
        return targets.most(now);
    }

    /** How many connections the client has that has most of them. */
    public long mostConnections() {
        return connections.mostTunnels();
    }

    /** How many clients have a tunnel. */
    public long clientsInUse() {
        return clients.inUse();
    }

    /** How many users have a tunnel. */
    public long usersInUse() {
        return users.inUse();
    }

    /** How many targets have a tunnel. */
    public long targetsInUse() {
        return targets.inUse();
    }
}
