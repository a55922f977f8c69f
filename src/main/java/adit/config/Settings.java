package adit.config;

import adit.http.Target;
import adit.policy.Decision;
import adit.policy.TargetPolicy;
import adit.relay.RelayPolicy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        TargetPolicy policy,
        Limits limits,
        Duration drainTimeout) {

    /** What is allowed and can hardly be meant, in one line each. */
    public List<String> warnings() {
        return listeners.stream()
                .flatMap(listener -> listener.destination().stream()
                        .flatMap(this::denials)
                        .map(reason -> "listener " + listener.name() + " leads nowhere: " + reason))
                .toList();
    }

    /** Why no client will reach the target, as far as that can be told before its name is looked up. */
    private Stream<String> denials(Target target) {
        Stream<Decision> ofLiteral = target.literal().stream().map(address -> policy.judge(target, address));
        return Stream.concat(Stream.of(policy.screen(target), policy.decideFixed(target)), ofLiteral)
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
     */
    public record Listener(String name, InetSocketAddress address, Mode mode, Optional<Target> destination) {}

    /**
     * Bounds of the whole proxy.
     *
     * @param maxConnections most client connections open at once
     * @param headSize largest request head in bytes
     */
    public record Limits(int maxConnections, int headSize) {}
}
