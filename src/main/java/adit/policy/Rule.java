package adit.policy;

import adit.http.Target;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an operator says of some requests. It matches where all its conditions hold; what a condition leaves empty is not
 * asked for. Immutable.
 *
 * @param id unique within its policy; told to clients that it refuses
 */
public record Rule(String id, Action action, Scope scope, Audience audience) {

    /** What becomes of a request that a rule matches. */
    public enum Action {
        ALLOW,
        DENY
    }

    /**
     * Which requests a rule is about.
     *
     * @param ports empty for any
     * @param listeners the names of those that the client may have come in by
     */
    public record Scope(List<HostPattern> hosts, Optional<PortSet> ports, Set<String> listeners) {
        /** Every request. */
        public static final Scope ALL = new Scope(List.of(), Optional.empty(), Set.of());

        public Scope {
            hosts = List.copyOf(hosts);
            listeners = Set.copyOf(listeners);
        }

        boolean covers(Target target, String listener) {
            return concerns(listener)
                    && (ports.isEmpty() || ports.get().contains(target.port()))
                    && (hosts.isEmpty() || hosts.stream().anyMatch(host -> host.matches(target)));
        }

        boolean concerns(String listener) {
            return listeners.isEmpty() || listeners.contains(listener);
        }

        boolean coversEveryTarget() {
            return hosts.isEmpty() && ports.isEmpty();
        }
    }

    /**
     * Whose requests a rule is about. Where users or groups are given, nobody without an identity is meant.
     *
     * @param clients the addresses that the connection may come from
     * @param groups the user must belong to one of them
     */
    public record Audience(List<Cidr> clients, Set<String> users, Set<String> groups) {
        public static final Audience EVERYBODY = new Audience(List.of(), Set.of(), Set.of());

        public Audience {
            clients = List.copyOf(clients);
            users = Set.copyOf(users);
            groups = Set.copyOf(groups);
        }

        boolean includes(Requester requester) {
            boolean anybody = users.isEmpty() && groups.isEmpty();
            return fromOne(requester.address())
                    && (anybody || requester.identity().filter(this::includes).isPresent());
        }

        private boolean fromOne(InetAddress address) {
            return clients.isEmpty() || clients.stream().anyMatch(block -> block.contains(address));
        }

        private boolean includes(Identity identity) {
            return (users.isEmpty() || users.contains(identity.user()))
                    && (groups.isEmpty() || !Collections.disjoint(groups, identity.groups()));
        }

        /** Whether nobody is left out; a block of all addresses leaves nobody out, either. */
        boolean isEverybody() {
            boolean anywhere = clients.isEmpty() || clients.stream().anyMatch(block -> block.prefix() == 0);
            return anywhere && users.isEmpty() && groups.isEmpty();
        }
    }

    /** @throws StackOverflowError where an expression cannot be decided on */
    boolean matches(Target target, Requester requester) {
        return scope.covers(target, requester.listener()) && audience.includes(requester);
    }

    boolean allows() {
        return action == Action.ALLOW;
    }

    Decision decision(Target target) {
        return allows() ? new Decision(Verdict.ALLOWED, id, "a rule allows the target") : denial(target);
    }

    Decision denial(Target target) {
        return new Decision(Verdict.NOT_ALLOWED, id, "a rule of this proxy denies " + target);
    }

    /** In one line, such as {@code office: allow hosts *.example.com; clients 192.0.2.0/24}. */
    @Override
    public String toString() {
        List<String> conditions = new ArrayList<>();
        add("hosts", scope.hosts(), conditions);
        scope.ports().ifPresent(ports -> conditions.add("ports " + ports));
        add("listeners", sorted(scope.listeners()), conditions);
        add("clients", audience.clients(), conditions);
        add("users", sorted(audience.users()), conditions);
        add("groups", sorted(audience.groups()), conditions);
        String what = conditions.isEmpty() ? "everything" : String.join("; ", conditions);
        return id + ": " + (allows() ? "allow " : "deny ") + what;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static void add(String condition, Collection<?> values, List<String> to) {
        if (!values.isEmpty()) {
            to.add(condition + values.stream().map(Object::toString).collect(Collectors.joining(", ", " ", "")));
        }
    }
}
