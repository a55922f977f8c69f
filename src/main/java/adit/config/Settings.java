package adit.config;

import adit.accesslog.AccessLogSettings;
import adit.auth.Realm;
import adit.dns.DnsSettings;
import adit.http.Target;
import adit.limits.SharedLimits;
import adit.lists.BlockList;
import adit.policy.Grants;
import adit.policy.Identity;
import adit.policy.TargetPolicy;
import adit.privacy.Dial;
import adit.relay.RelayPolicy;
import adit.tcp.TcpOptions;
import adit.tls.TlsContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One checked, immutable configuration. Every value is in range and every file it names was read.
 *
 * @param file where it came from; empty for the built-in defaults
 * @param initiationTimeout absolute bound on a client's handshake and request head
 * @param clientToTarget limits of the direction client to target
 * @param connectTimeout bound on reaching the target, all addresses together, the look-up of its name included
 * @param dns how names become addresses
 * @param targetToClient limits of the direction target to client
 * @param tcp what connections are set to
 * @param dataPath how bytes get from one socket to the other
 * @param policies by their names; one is {@link #DEFAULT}, and every listener's is there
 * @param authentications by their names; every listener's is there
 * @param drainTimeout how long open tunnels may go on when the proxy stops
 * @param watchInterval how often the files are looked at, to reload when they change; empty where they are not
 * @param dial what is shown of clients, users and targets
 * @param accessLog how a line for each tunnel is written
 * @param jmx how operators on other machines reach the MBeans; empty where they do not
 * @param admin what is served to operators and their programs
 * @param values what was written where, or not
 * @param grants what may be reached for a while, whatever the policies say; no file has them
 */
public record Settings(
        Optional<Path> file,
        List<Listener> listeners,
        Duration initiationTimeout,
        RelayPolicy clientToTarget,
        Duration connectTimeout,
        DnsSettings dns,
        RelayPolicy targetToClient,
        Tcp tcp,
        DataPath dataPath,
        Map<String, TargetPolicy> policies,
        Map<String, Realm> authentications,
        Http http,
        Limits limits,
        Duration drainTimeout,
        Optional<Duration> watchInterval,
        Dial dial,
        AccessLogSettings accessLog,
        Optional<RemoteJmx> jmx,
        AdminSettings admin,
        List<EffectiveValue> values,
        Grants grants) {
    /** The name of the policy and of the authentication that a listener has where it names none. */
    public static final String DEFAULT = "default";

    /** What a listener names that wants no authentication. */
    public static final String NONE = "none";

    /**
     * Asked several times for each request: so it allocates nothing.
     *
     * @throws NoSuchElementException where there is none of that name
     */
    public Listener listener(String name) {
        for (Listener listener : listeners) {
            if (listener.name().equals(name)) {
                return listener;
            }
        }
        throw new NoSuchElementException(name);
    }

    /** The policy that those are subject to who come in by the listener of that name. */
    public TargetPolicy policyOf(String listener) {
        return policies.get(listener(listener).policy());
    }

    /** Whose users may ask for something by the listener of that name; empty where everybody may. */
    public Optional<Realm> realmOf(String listener) {
        return listener(listener).authentication().map(name -> Objects.requireNonNull(authentications.get(name), name));
    }

    /** The same settings with other policies; those have every listener. */
    Settings with(PolicySet other) {
        List<Listener> renamed = listeners.stream()
                .map(listener -> listener.with(
                        other.byListener().get(listener.name()), listener.authentication(), listener.tls()))
                .toList();
        return with(renamed, other.policies(), EffectiveValues.withCommitted(values), grants);
    }

    /** The same settings, with the given list in the place of that from the same source. */
    Settings with(BlockList next) {
        Map<String, TargetPolicy> others = new LinkedHashMap<>(policies);
        others.replaceAll((name, policy) -> policy.with(next));
        return with(listeners, Collections.unmodifiableMap(others), values, grants);
    }

    /** The same settings with other grants. */
    Settings with(Grants other) {
        return with(listeners, policies, values, other);
    }

    /** The same settings that say otherwise where they came from. */
    Settings with(List<EffectiveValue> others) {
        return with(listeners, policies, others, grants);
    }

    private Settings with(
            List<Listener> otherListeners,
            Map<String, TargetPolicy> otherPolicies,
            List<EffectiveValue> otherValues,
            Grants otherGrants) {
        return new Settings(
                file,
                otherListeners,
                initiationTimeout,
                clientToTarget,
                connectTimeout,
                dns,
                targetToClient,
                tcp,
                dataPath,
                otherPolicies,
                authentications,
                http,
                limits,
                drainTimeout,
                watchInterval,
                dial,
                accessLog,
                jmx,
                admin,
                otherValues,
                otherGrants);
    }

    /**
     * Who somebody is to the listener of that name who says so: with the groups that its users have, and with none where it
     * has no such user. Empty where nothing is said.
     */
    public Optional<Identity> identityOf(String listener, String user) {
        return user.isEmpty()
                ? Optional.empty()
                : realmOf(listener)
                        .flatMap(realm -> realm.users().find(user))
                        .or(() -> Optional.of(new Identity(user, Set.of())));
    }

    /** The block lists of all policies, each once. */
    public List<BlockList> blockLists() {
        return policies.values().stream()
                .flatMap(policy -> policy.blocked().lists().stream())
                .distinct()
                .toList();
    }

    /** What is allowed and can hardly be meant, in one line each. */
    public List<String> warnings(Instant now) {
        return new Warnings(this).lines(now);
    }

    /** How clients are spoken to. */
    public enum Mode {
        HTTP,
        HTTPS,
        TCP
    }

    /** How relayed bytes get from one socket to the other. */
    public enum DataPath {
        /** Those in bulk by the kernel alone, where that can be. */
        AUTO,
        /** Through the program. */
        COPY
    }

    /**
     * One address to listen on.
     *
     * @param name unique; shown in JMX and records
     * @param destination where {@link Mode#TCP} leads; empty for the other modes
     * @param policy the name of the policy that its clients are subject to
     * @param authentication the name of how its clients say who they are; empty where they need not, as with {@link Mode#TCP}
     * @param tls what handshakes with {@link Mode#HTTPS} go by; empty for the other modes
     */
    public record Listener(
            String name,
            InetSocketAddress address,
            Mode mode,
            Optional<Target> destination,
            String policy,
            Optional<String> authentication,
            Optional<TlsContext> tls) {

        /** Whether no client without a certificate gets in. */
        boolean requiresCertificate() {
            return tls.filter(TlsContext::requiresCertificate).isPresent();
        }

        /** The same listener, with what a reload may change. */
        Listener with(String otherPolicy, Optional<String> otherAuthentication, Optional<TlsContext> otherTls) {
            return new Listener(name, address, mode, destination, otherPolicy, otherAuthentication, otherTls);
        }

        /** Whether a reload can make the other of this one. */
        boolean isBoundAs(Listener other) {
            return with(other.policy, other.authentication, other.tls).equals(other);
        }
    }

    /** The TCP options of connections from clients, and to targets. */
    public record Tcp(TcpOptions client, TcpOptions target) {

        /** What a reload makes of them: a listening socket cannot leave its buffer to the system again. */
        Tcp over(Tcp running) {
            return client.receiveBuffer() == 0
                    ? new Tcp(client.withReceiveBuffer(running.client.receiveBuffer()), target)
                    : this;
        }
    }

    /**
     * How long connections of plain HTTP are kept between two requests.
     *
     * @param clientIdleTimeout longest wait for the next request of a client
     * @param originIdleTimeout longest rest of a connection to an origin
     * @param maxIdleOrigins most connections to origins that rest at once, for each I/O thread; 0 for none
     */
    public record Http(Duration clientIdleTimeout, Duration originIdleTimeout, int maxIdleOrigins) {}

    /**
     * Bounds of the whole proxy.
     *
     * @param maxConnections most client connections open at once
     * @param headSize largest request head in bytes
     * @param work what there may be of unfinished work
     * @param shared what each client, user and target may have of it
     */
    public record Limits(int maxConnections, int headSize, Work work, SharedLimits shared) {
        /** The same heads, and what a reload may change. */
        Limits with(Limits others) {
            return new Limits(others.maxConnections, headSize, others.work, others.shared);
        }
    }

    /**
     * Bounds of what the whole proxy has begun and not finished.
     *
     * @param handshakes most TLS handshakes at once
     * @param pendingConnects most connections to targets that are being made at once
     * @param parkedBytes most memory for bytes that wait for those who read slowly
     */
    public record Work(int handshakes, int pendingConnects, long parkedBytes) {}
}
