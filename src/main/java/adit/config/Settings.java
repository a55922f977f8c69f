package adit.config;

import adit.auth.Realm;
import adit.http.Target;
import adit.policy.Decision;
import adit.policy.TargetPolicy;
import adit.relay.RelayPolicy;
import adit.tls.TlsContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One checked, immutable configuration. Every value is in range and every file it names was read.
 *
 * @param file where it came from; empty for the built-in defaults
 * @param initiationTimeout absolute bound on a client's handshake and request head
 * @param clientToTarget limits of the direction client to target
 * @param connectTimeout bound on reaching the target, all addresses together, the look-up of its name included
 * @param dnsCacheTtl how long an answer of the resolver is kept
 * @param targetToClient limits of the direction target to client
 * @param policies by their names; one is {@link #DEFAULT}, and every listener's is there
 * @param authentications by their names; every listener's is there
 * @param drainTimeout how long open tunnels may go on when the proxy stops
 */
public record Settings(
        Optional<Path> file,
        List<Listener> listeners,
        Duration initiationTimeout,
        RelayPolicy clientToTarget,
        Duration connectTimeout,
        Duration dnsCacheTtl,
        RelayPolicy targetToClient,
        Map<String, TargetPolicy> policies,
        Map<String, Realm> authentications,
        Http http,
        Limits limits,
        Duration drainTimeout) {
    /** The name of the policy and of the authentication that a listener has where it names none. */
    public static final String DEFAULT = "default";

    /** What a listener names that wants no authentication. */
    public static final String NONE = "none";

    /** @throws java.util.NoSuchElementException where there is none of that name */
    public Listener listener(String name) {
        return listeners.stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The policy that those are subject to who come in by the listener of that name. */
    public TargetPolicy policyOf(String listener) {
        return policies.get(listener(listener).policy());
    }

    /** Whose users may ask for something by the listener of that name; empty where everybody may. */
    public Optional<Realm> realmOf(String listener) {
        return listener(listener).authentication().map(name -> Objects.requireNonNull(authentications.get(name), name));
    }

    /** What is allowed and can hardly be meant, in one line each. */
    public List<String> warnings(Instant now) {
        Stream<String> ofListeners = listeners.stream()
                .flatMap(listener -> Stream.concat(nowhere(listener), tls(listener, now))
                        .map(warning -> "listener " + listener.name() + warning));
        Stream<String> nobody = authentications.entrySet().stream()
                .filter(named -> named.getValue().users().size() == 0)
                .map(named -> "authentication " + named.getKey() + " lets nobody in: its file has no users");
        return Stream.concat(ofListeners, nobody).toList();
    }

    private Stream<String> nowhere(Listener listener) {
        return listener.destination().stream()
                .flatMap(target -> denials(listener.name(), target))
                .map(reason -> " leads nowhere: " + reason);
    }

    private static Stream<String> tls(Listener listener, Instant now) {
        return listener.tls().stream()
                .flatMap(tls -> tls.warnings(now).stream())
                .map(warning -> ": " + warning);
    }

    /** Why no client will reach the target, as far as that can be told before its name is looked up. */
    private Stream<String> denials(String listener, Target target) {
        TargetPolicy policy = policyOf(listener);
        Stream<Decision> ofLiteral = target.literal().stream().map(address -> policy.judge(target, address));
        return Stream.concat(Stream.of(policy.screen(target), policy.forecast(target, listener)), ofLiteral)
                .filter(decision -> !decision.allowed())
                .map(Decision::reason);
    }

    /** How clients are spoken to. */
    public enum Mode {
        HTTP,
        HTTPS,
        TCP
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
     */
    public record Limits(int maxConnections, int headSize) {}
}
