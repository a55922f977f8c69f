package adit.account;

import adit.policy.AccessRequest;
import adit.privacy.Parties;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A live tunnel whose bytes a test moves. */
final class FakeTunnel implements LiveTunnel {
    private final String id;
    private final String listener;
    private volatile long bytesToClient;
    private volatile long bytesToTarget;
    private volatile AccessRequest request;

    FakeTunnel(String id) {
        this(id, "main");
    }

    FakeTunnel(String id, String listener) {
        this.id = id;
        this.listener = listener;
    }

    void asks(AccessRequest asked) {
        request = asked;
    }

    void move(long toTarget, long toClient) {
        bytesToTarget = toTarget;
        bytesToClient = toClient;
    }

    TunnelRecord record(Outcome outcome) {
        return new TunnelRecord(
                id,
                listener,
                Instant.EPOCH,
                parties(),
                TunnelRecord.Request.NONE,
                outcome,
                outcome.status(),
                Phase.RELAYING,
                new TunnelRecord.Direction(RelayEnd.EOF, bytesToTarget),
                new TunnelRecord.Direction(RelayEnd.EOF, bytesToClient),
                new TunnelRecord.Durations(1, 2, 3, 4, 10),
                "");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Phase phase() {
        return Phase.RELAYING;
    }

    @Override
    public String listener() {
        return listener;
    }

    @Override
    public Parties parties() {
        return Parties.UNKNOWN;
    }

    @Override
    public Optional<AccessRequest> request() {
        return Optional.ofNullable(request);
    }

    @Override
    public Optional<InetAddress> address() {
        return Optional.empty();
    }

    @Override
    public long maxRateToClient() {
        return 0;
    }

    @Override
    public long maxRateToTarget() {
        return 0;
    }

    @Override
    public Optional<RelayPolicy> policyToClient() {
        return Optional.empty();
    }

    @Override
    public Optional<RelayPolicy> policyToTarget() {
        return Optional.empty();
    }

    @Override
    public long sharedRate() {
        return 0;
    }

    @Override
    public void throttle(long bytesPerSecond) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void applyRelayPolicy() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void limitsChanged() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long ageNanos() {
        return 2_000_000_000;
    }

    @Override
    public long idleNanos() {
        return 0;
    }

    @Override
    public long bytesToClient() {
        return bytesToClient;
    }

    @Override
    public long bytesToTarget() {
        return bytesToTarget;
    }

    @Override
    public void end(RelayEnd cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void judgeAnew(Consumer<Boolean> told) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void drain() {
        throw new UnsupportedOperationException();
    }
}
