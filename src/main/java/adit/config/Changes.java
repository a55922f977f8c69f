package adit.config;

import adit.config.Settings.Listener;
import adit.dns.DnsSettings;
import adit.policy.TargetPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a reload says that it changed, and what has to wait, each by the key of the configuration. */
final class Changes {
    /** What the tunnels after a reload go by. */
    private static final List<Part> APPLIED = List.of(
            new Part("client_connection.initiation_timeout", Settings::initiationTimeout),
            new Part("client_connection.relay_policy", Settings::clientToTarget),
            new Part("client_connection.tcp", s -> s.tcp().client()),
            new Part("target_connection.connect_timeout", Settings::connectTimeout),
            new Part("target_connection.dns_cache_ttl", s -> s.dns().ttl().most()),
            new Part("target_connection.allowed_targets", s -> policy(s).rules().allowedTargets()),
            new Part("target_connection.relay_policy", Settings::targetToClient),
            new Part("target_connection.tcp", s -> s.tcp().target()),
            new Part("policy.mode", s -> policy(s).mode()),
            new Part("policy.allowed_ports", s -> policy(s).rules().ports()),
            new Part("policy.allowed_addresses", s -> policy(s).addresses()),
            new Part("policy.block_lists", s -> policy(s).blocked(), Changes::countOfEntries),
            new Part("policy.rules", s -> policy(s).rules().rules()),
            new Part("policies", s -> further(s.policies())),
            new Part("dns", Changes::dns),
            new Part("http", Settings::http),
            new Part("authentication", s -> users(s).get(Settings.DEFAULT), Changes::countOfUsers),
            new Part("authentications", s -> further(users(s))),
            new Part("listeners.policy", s -> of(s, Listener::policy)),
            new Part("listeners.authentication", s -> of(s, Listener::authentication)),
            new Part("listeners.tls", s -> of(s, Listener::tls)),
            new Part("limits.max_connections", s -> s.limits().maxConnections()),
            new Part("limits.max_handshakes", s -> s.limits().work().handshakes()),
            new Part("limits.max_pending_connects", s -> s.limits().work().pendingConnects()),
            new Part("limits.parked_bytes", s -> s.limits().work().parkedBytes()),
            new Part(
                    "limits.max_connections_per_client",
                    s -> s.limits().shared().connectionsPerClient(s.limits().maxConnections())),
            new Part("limits.*_per_client", s -> s.limits().shared().client()),
            new Part("limits.*_per_user", s -> s.limits().shared().user()),
            new Part("limits.*_per_target", s -> s.limits().shared().target()),
            new Part("limits.quota_per_user", s -> s.limits().shared().quota()),
            new Part("privacy", Settings::dial),
            new Part("access_log", Settings::accessLog),
            new Part("shutdown.drain_timeout", Settings::drainTimeout),
            new Part("reload", Settings::watchInterval),
            new Part("admin.token_file", s -> s.admin().token()),
            new Part("admin.pac", s -> s.admin().pac()));

    /** What the process was built on when it started. */
    private static final List<Part> SEALED = List.of(
            new Part("listeners", s -> of(s, l -> l.with(Settings.DEFAULT, Optional.empty(), Optional.empty()))),
            new Part(
                    "client_connection.tcp.receive_buffer",
                    s -> s.tcp().client().receiveBuffer()),
            new Part("relay.data_path", Settings::dataPath),
            new Part("dns.resolver", s -> s.dns().resolver()),
            new Part("admin.address", s -> s.admin().address()),
            new Part("limits.head_size", s -> s.limits().headSize()),
            new Part("jmx", s -> s.jmx().map(RemoteJmx::origin)));

    /** How the keys of policies begin. */
    private static final List<String> POLICIES =
            List.of("target_connection.allowed_targets", "policy.", "policies", "listeners.policy");

    private Changes() {}

    /** What holds from now on. */
    static List<String> applied(Settings before, Settings next) {
        return changes(APPLIED, before, next);
    }

    /** Whether what {@link #applied} says of a key is about policies, or which of them a listener has. */
    static boolean concernPolicies(String change) {
        return POLICIES.stream().anyMatch(change::startsWith);
    }

    /** What was read and does not hold before a restart. */
    static List<String> pending(Settings next, Settings read) {
        List<String> pending = new ArrayList<>(changes(SEALED, next, read));
        if (goesOnAsking(next, read, listener -> listener.authentication().isPresent())) {
            pending.add("listeners.authentication");
        }
        if (goesOnAsking(next, read, Listener::requiresCertificate)) {
            pending.add("listeners.tls");
        }
        return pending;
    }

    private static List<String> changes(List<Part> parts, Settings before, Settings after) {
        return parts.stream()
                .filter(part ->
                        !Objects.equals(part.value().apply(before), part.value().apply(after)))
                .map(part -> part.key() + part.note().apply(after))
                .toList();
    }

    /** Whether any listener asks clients who they are in a way in which it was read not to ask. */
    private static boolean goesOnAsking(Settings next, Settings read, Predicate<Listener> asks) {
        return next.listeners().stream().filter(asks).anyMatch(listener -> read.listeners().stream()
                .filter(listener::isBoundAs)
                .anyMatch(now -> !asks.test(now)));
    }

    /** What a reload changes of the section. */
    private static List<Object> dns(Settings settings) {
        DnsSettings dns = settings.dns();
        return List.of(
                dns.servers(),
                dns.timeout(),
                dns.attempts(),
                dns.hostsFile(),
                dns.ttl().least(),
                dns.ttl().negative(),
                dns.cacheSize(),
                dns.maxPending());
    }

    private static TargetPolicy policy(Settings settings) {
        return settings.policies().get(Settings.DEFAULT);
    }

    /** By name, what tells the realms of two settings apart. */
    private static Map<String, Object> users(Settings settings) {
        Map<String, Object> users = new HashMap<>();
        settings.authentications().forEach((name, realm) -> users.put(name, List.of(realm.name(), realm.users())));
        return users;
    }

    private static <T> Map<String, T> further(Map<String, T> named) {
        Map<String, T> further = new HashMap<>(named);
        further.remove(Settings.DEFAULT);
        return further;
    }

    private static List<Object> of(Settings settings, Function<Listener, Object> part) {
        return settings.listeners().stream().map(part).toList();
    }

    private static String countOfEntries(Settings settings) {
        return " (entries: " + policy(settings).blocked().size() + ")";
    }

    private static String countOfUsers(Settings settings) {
        return Optional.ofNullable(settings.authentications().get(Settings.DEFAULT))
                .map(realm -> " (users: " + realm.users().size() + ")")
                .orElse("");
    }

    /** A part of the settings that a reload reports on. */
    private record Part(String key, Function<Settings, Object> value, Function<Settings, String> note) {
        Part(String key, Function<Settings, Object> value) {
            this(key, value, settings -> "");
        }
    }
}
