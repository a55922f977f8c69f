package adit.net;

import adit.auth.Realm;
import adit.config.Settings;
import adit.limits.SharedLimits;
import adit.policy.Grants;
import adit.policy.TargetPolicy;
import adit.relay.RelayPolicy;
import adit.tcp.TcpOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The ways in which tests change the settings of their proxy. */
final class SettingsChanges {
    private SettingsChanges() {}

    static UnaryOperator<Settings> listeners(Settings.Listener... listeners) {
        return change(draft -> draft.listeners = List.of(listeners));
    }

    static UnaryOperator<Settings> initiationTimeout(Duration timeout) {
        return change(draft -> draft.initiationTimeout = timeout);
    }

    static UnaryOperator<Settings> connectTimeout(Duration timeout) {
        return change(draft -> draft.connectTimeout = timeout);
    }

    static UnaryOperator<Settings> upward(RelayPolicy policy) {
        return change(draft -> draft.upward = policy);
    }

    static UnaryOperator<Settings> downward(RelayPolicy policy) {
        return change(draft -> draft.downward = policy);
    }

    static UnaryOperator<Settings> tcp(TcpOptions client, TcpOptions target) {
        return change(draft -> draft.tcp = new Settings.Tcp(client, target));
    }

    static UnaryOperator<Settings> policy(TargetPolicy policy) {
        return change(draft -> draft.policies = Map.of(Settings.DEFAULT, policy));
    }

    static UnaryOperator<Settings> policies(Map<String, TargetPolicy> policies) {
        return change(draft -> draft.policies = policies);
    }

    static UnaryOperator<Settings> grants(Grants grants) {
        return change(draft -> draft.grants = grants);
    }

    static UnaryOperator<Settings> http(Settings.Http http) {
        return change(draft -> draft.http = http);
    }

    /** Every listener asks for users of the realm. */
    static UnaryOperator<Settings> authentication(Realm realm) {
        return change(draft -> {
            draft.authentications = Map.of(Settings.DEFAULT, realm);
            draft.listeners =
                    draft.listeners.stream().map(SettingsChanges::asking).toList();
        });
    }

    private static Settings.Listener asking(Settings.Listener listener) {
        return new Settings.Listener(
                listener.name(),
                listener.address(),
                listener.mode(),
                listener.destination(),
                listener.policy(),
                Optional.of(Settings.DEFAULT),
                listener.tls());
    }

    static UnaryOperator<Settings> limits(int maxConnections, int headSize) {
        return change(draft ->
                draft.limits = new Settings.Limits(maxConnections, headSize, draft.limits.work(), Proxy.UNLIMITED));
    }

    static UnaryOperator<Settings> shared(SharedLimits shared) {
        return change(draft -> draft.limits = new Settings.Limits(
                draft.limits.maxConnections(), draft.limits.headSize(), draft.limits.work(), shared));
    }

    static UnaryOperator<Settings> work(int handshakes, int pendingConnects, long parkedBytes) {
        Settings.Work work = new Settings.Work(handshakes, pendingConnects, parkedBytes);
        return change(draft -> draft.limits = new Settings.Limits(
                draft.limits.maxConnections(), draft.limits.headSize(), work, draft.limits.shared()));
    }

    private static UnaryOperator<Settings> change(Consumer<Draft> change) {
        return settings -> {
            Draft draft = new Draft(settings);
            change.accept(draft);
            return draft.settings(settings);
        };
    }

    private static final class Draft {
        List<Settings.Listener> listeners;
        Duration initiationTimeout;
        RelayPolicy upward;
        Duration connectTimeout;
        RelayPolicy downward;
        Settings.Tcp tcp;
        Map<String, TargetPolicy> policies;
        Map<String, Realm> authentications;
        Settings.Http http;
        Settings.Limits limits;
        Grants grants;

        Draft(Settings settings) {
            listeners = settings.listeners();
            initiationTimeout = settings.initiationTimeout();
            upward = settings.clientToTarget();
            connectTimeout = settings.connectTimeout();
            downward = settings.targetToClient();
            tcp = settings.tcp();
            policies = settings.policies();
            authentications = settings.authentications();
            http = settings.http();
            limits = settings.limits();
            grants = settings.grants();
        }

        Settings settings(Settings original) {
            return new Settings(
                    original.file(),
                    listeners,
                    initiationTimeout,
                    upward,
                    connectTimeout,
                    original.dns(),
                    downward,
                    tcp,
                    original.dataPath(),
                    policies,
                    authentications,
                    http,
                    limits,
                    original.drainTimeout(),
                    original.watchInterval(),
                    original.dial(),
                    original.accessLog(),
                    original.jmx(),
                    original.admin(),
                    original.values(),
                    grants);
        }
    }
}
