package adit.policy;

import adit.http.Target;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator says of some requests. It matches where all its conditions hold; what a condition leaves empty is not
 * asked for. Immutable.
 *
 * @param id unique within what is written of a policy; told to clients that it refuses
 */
public record Rule(String id, Action action, Scope scope, Audience audience, Times times) {

    /** What becomes of a request that a rule matches. */
    public enum Action {
        ALLOW,
        DENY
    }

    /** Whether the conditions of a rule hold, as far as that can be told. */
    enum Match {
        NO,
        /** It depends on what is not known yet. */
        PERHAPS,
        YES;

        static Match of(boolean matches) {
            return matches ? YES : NO;
        }
    }

    /** A rule for every time. */
    public Rule(String id, Action action, Scope scope, Audience audience) {
        this(id, action, scope, audience, Times.ALWAYS);
    }

    /**
     * Which requests a rule is about.
     *
     * @param ports empty for any
     * @param addresses blocks of what the target's name resolves to, or of the literal
     * @param listeners the names of those that the client may have come in by
     */
    public record Scope(
            List<HostPattern> hosts,
            Optional<PortSet> ports,
            List<Cidr> addresses,
            Set<Purpose> purposes,
            Set<String> listeners) {
        /** Every request. */
        public static final Scope ALL = new Scope(List.of(), Optional.empty(), Set.of());

        public Scope {
            hosts = List.copyOf(hosts);
            addresses = List.copyOf(addresses);
            purposes = Set.copyOf(purposes);
            listeners = Set.copyOf(listeners);
        }

        /** Requests for any address and purpose. */
        public Scope(List<HostPattern> hosts, Optional<PortSet> ports, Set<String> listeners) {
            this(hosts, ports, List.of(), Set.of(), listeners);
        }

        boolean covers(Target target, Purpose purpose, String listener) {
            return concerns(listener)
                    && (ports.isEmpty() || ports.get().contains(target.port()))
                    && (purposes.isEmpty() || purposes.contains(purpose))
                    && (hosts.isEmpty() || names(target));
        }

        boolean concerns(String listener) {
            return listeners.isEmpty() || listeners.contains(listener);
        }

        private boolean names(Target target) {
            for (HostPattern host : hosts) {
                if (host.matches(target)) {
                    return true;
                }
            }
            return false;
        }

        /** @param address null where it is not known */
        Match matchAddress(InetAddress address) {
            if (addresses.isEmpty()) {
                return Match.YES;
            }
            return address == null ? Match.PERHAPS : Match.of(Cidr.anyContains(addresses, address));
        }

        boolean coversEveryTarget() {
            return hosts.isEmpty() && ports.isEmpty() && addresses.isEmpty() && purposes.isEmpty();
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
            return (clients.isEmpty() || Cidr.anyContains(clients, requester.address()))
                    && (anybody || requester.identity().filter(this::includes).isPresent());
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

    /**
     * Whether it matches the request.
     *
     * @param address what the target resolves to; null where that is not known
     * @throws StackOverflowError where an expression cannot be decided on
     */
    Match match(AccessRequest request, InetAddress address) {
        Requester requester = request.requester();
        boolean rest = scope.covers(request.target(), request.purpose(), requester.listener())
                && audience.includes(requester)
                && times.include(request.at());
        return rest ? scope.matchAddress(address) : Match.NO;
    }

    /** Whether it matches some requests of those who come in by the listener, whoever asks and whenever. */
    Match match(Target target, Purpose purpose, String listener) {
        if (!scope.covers(target, purpose, listener)) {
            return Match.NO;
        }
        Match ofAddress = scope.matchAddress(target.literal().orElse(null));
        boolean always = audience.isEverybody() && times.areAlways();
        return ofAddress == Match.YES && !always ? Match.PERHAPS : ofAddress;
    }

    /** Whether it matches every request that comes to it. */
    public boolean isCatchAll() {
        return scope.coversEveryTarget() && scope.listeners().isEmpty() && audience.isEverybody() && times.areAlways();
    }

    boolean allows() {
        return action == Action.ALLOW;
    }

    Decision decision(Target target, Purpose purpose) {
        return allows() ? new Decision(Verdict.ALLOWED, id, "a rule allows the target") : denial(target, purpose);
    }

    Decision denial(Target target, Purpose purpose) {
        return switch (id) {
            case RuleSet.ALLOWED_TARGETS ->
                new Decision(Verdict.NOT_ALLOWED, id, target + " is not among the targets that this proxy allows");
            case RuleSet.ALLOWED_PORTS ->
                new Decision(
                        Verdict.PORT_NOT_ALLOWED,
                        id,
                        "port " + target.port() + " is not among the ports that "
                                + (purpose == Purpose.HTTP ? "plain HTTP" : "CONNECT") + " may reach");
            default -> new Decision(Verdict.NOT_ALLOWED, id, "a rule of this proxy denies " + target);
        };
    }

    /** In one line, such as {@code office: allow hosts *.example.com; clients 192.0.2.0/24}. */
    @Override
    public String toString() {
        return RuleText.of(this);
    }
}
