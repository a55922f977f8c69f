package adit.account;

import adit.policy.AccessRequest;
import adit.privacy.Parties;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import adit.tunnel.Phase;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** A tunnel that relays nothing, knows nobody and cannot be told anything, but for what a test gives it. */
public interface StillTunnel extends LiveTunnel {
    @Override
    default Phase phase() {
        return Phase.RELAYING;
    }

    @Override
    default String listener() {
        return "main";
    }

    @Override
    default Parties parties() {
        return Parties.UNKNOWN;
    }

    @Override
    default Optional<AccessRequest> request() {
        return Optional.empty();
    }

    @Override
    default Optional<InetAddress> address() {
        return Optional.empty();
    }

    @Override
    default long ageNanos() {
        return 0;
    }

    @Override
    default long idleNanos() {
        return 0;
    }

    @Override
    default long bytesToClient() {
        return 0;
    }

    @Override
    default long bytesToTarget() {
        return 0;
    }

    @Override
    default long maxRateToClient() {
        return 0;
    }

    @Override
    default long maxRateToTarget() {
        return 0;
    }

    @Override
    default Optional<RelayPolicy> policyToClient() {
        return Optional.empty();
    }

    @Override
    default Optional<RelayPolicy> policyToTarget() {
        return Optional.empty();
    }

    @Override
    default long sharedRate() {
        return 0;
    }

    @Override
    default void throttle(long bytesPerSecond) {
        throw new UnsupportedOperationException();
    }

    @Override
    default void limitsChanged() {
        throw new UnsupportedOperationException();
    }

    @Override
    default void applyRelayPolicy() {
        throw new UnsupportedOperationException();
    }

    @Override
    default void end(RelayEnd cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    default void judgeAnew(Consumer<Boolean> told) {
        throw new UnsupportedOperationException();
    }

    @Override
    default void drain() {
        throw new UnsupportedOperationException();
    }
}
