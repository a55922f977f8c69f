package adit.net;

import adit.config.Settings;
import adit.limits.Allowance;
import adit.limits.Quota;
import adit.limits.SharedLimits;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Settings that limit what is shared, for tests. */
final class Sharing {
    private static final OptionalInt NO_LIMIT = OptionalInt.of(0);

    private Sharing() {}

    static UnaryOperator<Settings> perClient(Allowance client) {
        return limits(client, Allowance.UNLIMITED, Allowance.UNLIMITED);
    }

    static UnaryOperator<Settings> perUser(Allowance user) {
        return limits(Allowance.UNLIMITED, user, Allowance.UNLIMITED);
    }

    static UnaryOperator<Settings> perTarget(Allowance target) {
        return limits(Allowance.UNLIMITED, Allowance.UNLIMITED, target);
    }

    static UnaryOperator<Settings> connectionsPerClient(OptionalInt most) {
        return SettingsChanges.shared(new SharedLimits(
                most, Allowance.UNLIMITED, Allowance.UNLIMITED, Allowance.UNLIMITED, Quota.none(ZoneOffset.UTC)));
    }

    /** @param hour bytes */
    static UnaryOperator<Settings> quota(long hour) {
        Quota quota = new Quota(hour, 0, 0, 0, ZoneOffset.UTC);
        return SettingsChanges.shared(
                new SharedLimits(NO_LIMIT, Allowance.UNLIMITED, Allowance.UNLIMITED, Allowance.UNLIMITED, quota));
    }

    private static UnaryOperator<Settings> limits(Allowance client, Allowance user, Allowance target) {
        return SettingsChanges.shared(new SharedLimits(NO_LIMIT, client, user, target, Quota.none(ZoneOffset.UTC)));
    }

    static Allowance tunnels(int most) {
        return new Allowance(most, 0, 0, 0);
    }

    static Allowance newTunnels(int perSecond, int burst) {
        return new Allowance(0, perSecond, burst, 0);
    }

    static Allowance bytes(long perSecond) {
        return new Allowance(0, 0, 0, perSecond);
    }
}
