package adit.management;

import adit.account.LiveTunnel;
import adit.account.TunnelRecord;
import adit.policy.AccessRequest;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** A tunnel that stands still and remembers whether it was told to end. */
final class FakeTunnel implements LiveTunnel {
    private final String id;
    private volatile Optional<RelayEnd> end = Optional.empty();

    FakeTunnel(String id) {
        this.id = id;
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
                outcome,
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
    public Phase phase() {
        return Phase.RELAYING;
    }

    @Override
    public String listener() {
        return "main";
    }

    @Override
    public Optional<String> target() {
        return Optional.of("secret.example:443");
    }

    @Override
    public Optional<AccessRequest> request() {
        return Optional.empty();
    }

    @Override
    public Optional<InetAddress> address() {
        return Optional.empty();
    }

    @Override
    public long ageNanos() {
        return 61_999_999_999L;
    }

    @Override
    public long idleNanos() {
        return 2_000_000_000L;
    }

    @Override
    public long bytesToClient() {
        return 5_000_000_000L;
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

    @Override
    public void drain() {
        throw new UnsupportedOperationException();
    }
}
