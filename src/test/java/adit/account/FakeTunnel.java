package adit.account;

import adit.policy.AccessRequest;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.time.Instant;
import java.util.Optional;

/** A live tunnel whose bytes a test moves. */
final class FakeTunnel implements StillTunnel {
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
    public String listener() {
        return listener;
    }

    @Override
    public Optional<AccessRequest> request() {
        return Optional.ofNullable(request);
    }

    @Override
    public long ageNanos() {
        return 2_000_000_000;
    }

    @Override
    public long bytesToClient() {
        return bytesToClient;
    }

    @Override
    public long bytesToTarget() {
        return bytesToTarget;
    }
}
