package adit.management;

import adit.account.LiveEntry;
import adit.account.LiveTunnel;
import adit.management.TunnelsMXBean.LiveRow;
import adit.relay.RelayPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** One live tunnel as operators see it; each figure is read when it is asked for. Safe for use by any thread. */
record TunnelRow(LiveEntry entry) implements LiveRow {

    private LiveTunnel tunnel() {
        return entry.tunnel();
    }

    @Override
    public String getId() {
        return tunnel().id();
    }

    @Override
    public String getPhase() {
        return tunnel().phase().name();
    }

    @Override
    public String getListener() {
        return Text.escape(tunnel().listener());
    }

    @Override
    public String getClient() {
        return Text.escape(tunnel().parties().client());
    }

    @Override
    public String getUser() {
        return Text.escape(tunnel().parties().user());
    }

    @Override
    public String getTarget() {
        return Text.escape(tunnel().parties().target());
    }

    @Override
    public long getAgeSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(ageNanos());
    }

    long ageNanos() {
        return tunnel().ageNanos();
    }

    @Override
    public long getIdleSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(idleNanos());
    }

    long idleNanos() {
        return tunnel().idleNanos();
    }

    @Override
    public long getBytesToClient() {
        return tunnel().bytesToClient();
    }

    @Override
    public long getBytesToTarget() {
        return tunnel().bytesToTarget();
    }

    long bytes() {
        return getBytesToClient() + getBytesToTarget();
    }

    @Override
    public long getRateToClient() {
        return entry.rateToClient();
    }

    @Override
    public long getRateToTarget() {
        return entry.rateToTarget();
    }

    long rate() {
        return getRateToClient() + getRateToTarget();
    }

    @Override
    public long getMaxRateToClient() {
        return tunnel().maxRateToClient();
    }

    @Override
    public long getMaxRateToTarget() {
        return tunnel().maxRateToTarget();
    }

    @Override
    public long getMaxRateShared() {
        return tunnel().sharedRate();
    }

    @Override
    public long getMinRatePerMinuteToClient() {
        return limit(tunnel().policyToClient(), RelayPolicy::minRateBpm);
    }

    @Override
    public long getMinRatePerMinuteToTarget() {
        return limit(tunnel().policyToTarget(), RelayPolicy::minRateBpm);
    }

    @Override
    public long getMaxBytesToClient() {
        return limit(tunnel().policyToClient(), RelayPolicy::maxTotalPayload);
    }

    @Override
    public long getMaxBytesToTarget() {
        return limit(tunnel().policyToTarget(), RelayPolicy::maxTotalPayload);
    }

    private static long limit(Optional<RelayPolicy> policy, ToLongFunction<RelayPolicy> limit) {
        return policy.map(limit::applyAsLong).orElse(0L);
    }

    @Override
    public long getMaxIdleSeconds() {
        return stricter(RelayPolicy::idleTimeout);
    }

    @Override
    public long getMaxAgeSeconds() {
        return stricter(RelayPolicy::maxLifetime);
    }

    /** Where the two directions differ, the shorter time holds for the tunnel. */
    private long stricter(Function<RelayPolicy, Duration> limit) {
        return Stream.of(tunnel().policyToClient(), tunnel().policyToTarget())
                .flatMap(Optional::stream)
                .map(limit)
                .filter(time -> !time.isZero())
                .min(Duration::compareTo)
                .map(TunnelRow::secondsUp)
                .orElse(0L);
    }

    /** A limit of less than a second must not look like none. */
    private static long secondsUp(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
