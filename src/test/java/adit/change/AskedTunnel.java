package adit.change;

import adit.account.LiveTunnel;
import adit.http.IpAddress;
import adit.policy.AccessRequest;
import adit.privacy.Parties;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.tunnel.Phase;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** A live tunnel that has asked for something, and stands still. */
record AskedTunnel(String id, AccessRequest asked, String reached) implements LiveTunnel {
    @Override
    public Phase phase() {
        return Phase.RELAYING;
    }

    @Override
    public String listener() {
        return asked.requester().listener();
    }

    @Override
    public Parties parties() {
        return Parties.UNKNOWN;
    }

    @Override
    public Optional<AccessRequest> request() {
        return Optional.of(asked);
    }

    @Override
    public Optional<InetAddress> address() {
        return IpAddress.parse(reached);
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
        return 0;
    }

    @Override
    public long idleNanos() {
        return 0;
    }

    @Override
    public long bytesToClient() {
        return 0;
    }

    @Override
    public long bytesToTarget() {
        return 0;
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
