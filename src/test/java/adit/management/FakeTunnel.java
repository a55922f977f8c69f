package adit.management;

import adit.account.StillTunnel;
import adit.account.TunnelRecord;
import adit.http.BadTargetException;
import adit.http.IpAddress;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Identity;
import adit.policy.Purpose;
import adit.policy.Requester;
import adit.privacy.Parties;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.tunnel.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A tunnel that stands still and remembers whether it was told to end. */
final class FakeTunnel implements StillTunnel {
    private final String id;
    private final AtomicInteger applied = new AtomicInteger();
    private volatile Optional<RelayEnd> end = Optional.empty();
    private volatile OptionalLong throttle = OptionalLong.empty();
    private volatile Optional<AccessRequest> request = Optional.empty();
    private volatile long bytesToClient = 5_000_000_000L;
    private volatile Duration idle = Duration.ofSeconds(2);

    FakeTunnel(String id) {
        this.id = id;
    }

    /** A user has asked for a target. */
    FakeTunnel asked(String user, String target) {
        Requester requester = new Requester(
                IpAddress.parse("192.0.2.1").orElseThrow(),
                listener(),
                Optional.of(user).filter(name -> !name.isEmpty()).map(name -> new Identity(name, Set.of())));
        try {
            request = Optional.of(new AccessRequest(Target.parse(target), Purpose.CONNECT, requester, Instant.EPOCH));
        } catch (BadTargetException e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    /** As it was asked, from another address. */
    FakeTunnel from(String client) {
        request = request.map(asked -> new AccessRequest(
                asked.target(),
                asked.purpose(),
                new Requester(
                        IpAddress.parse(client).orElseThrow(),
                        listener(),
                        asked.requester().identity()),
                asked.at()));
        return this;
    }

    /** It has moved so many bytes to its client, the last one so long ago. */
    FakeTunnel moved(long bytes, Duration ago) {
        bytesToClient = bytes;
        idle = ago;
        return this;
    }

    /** The cause it was told to end for. */
    Optional<RelayEnd> end() {
        return end;
    }

    /** As of one that moved no byte. */
    TunnelRecord record(Outcome outcome) {
        return new TunnelRecord(
                id,
                listener(),
                Instant.EPOCH,
                parties(),
                TunnelRecord.Request.NONE,
                outcome,
                outcome.status(),
                phase(),
                TunnelRecord.Direction.NOT_STARTED,
                TunnelRecord.Direction.NOT_STARTED,
                new TunnelRecord.Durations(0, 0, 0, 0, 0),
                "");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Parties parties() {
        return new Parties("192.0.2.7", "al\nice", "shown.example:443", "192.0.2.8");
    }

    @Override
    public Optional<AccessRequest> request() {
        return request;
    }

    /** What it was told to be held to; empty where it was not. */
    OptionalLong throttle() {
        return throttle;
    }

    @Override
    public long maxRateToClient() {
        return throttle.orElse(0);
    }

    @Override
    public long maxRateToTarget() {
        return 4000;
    }

    @Override
    public Optional<RelayPolicy> policyToClient() {
        return Optional.of(new RelayPolicy(Duration.ofMinutes(5), 60, 0, Duration.ZERO, 1 << 20));
    }

    @Override
    public Optional<RelayPolicy> policyToTarget() {
        return Optional.of(new RelayPolicy(Duration.ofMillis(90_500), 0, 0, Duration.ofHours(1), 0));
    }

    @Override
    public long sharedRate() {
        return 9000;
    }

    @Override
    public void throttle(long bytesPerSecond) {
        throttle = OptionalLong.of(bytesPerSecond);
    }

    /** How often it was told to go by the relay policy in force. */
    int applied() {
        return applied.get();
    }

    @Override
    public void applyRelayPolicy() {
        applied.incrementAndGet();
    }

    @Override
    public long ageNanos() {
        return 61_999_999_999L;
    }

    @Override
    public long idleNanos() {
        return idle.toNanos();
    }

    @Override
    public long bytesToClient() {
        return bytesToClient;
    }

    @Override
    public long bytesToTarget() {
        return 70;
    }

    @Override
    public void end(RelayEnd cause) {
        end = Optional.of(cause);
    }

    @Override
    public void judgeAnew(Consumer<Boolean> told) {
        told.accept(false);
    }
}
