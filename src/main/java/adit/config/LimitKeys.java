package adit.config;

import adit.limits.Allowance;
import adit.limits.Quota;
import adit.limits.SharedLimits;
import java.time.Duration;
import java.time.ZoneId;

/** The keys that limit what clients, users and targets have in all their tunnels together. */
final class LimitKeys {
    private final Key<Integer> connections = Schema.add(Key.of(
            "limits.max_connections_per_client",
            Types.number(0, 10_000_000),
            "most open connections of one client; 0 for no limit; left out, half of all that there may be"));
    private final AllowanceKeys client = new AllowanceKeys("client", "of one client");
    private final AllowanceKeys user = new AllowanceKeys("user", "of one user");
    private final AllowanceKeys target = new AllowanceKeys("target", "to one target");

    private final Key<Duration> burst = Schema.add(Key.of(
                    "limits.new_tunnels_burst",
                    Types.duration("1s", "1h"),
                    "how long new tunnels are saved up that were not opened")
            .byDefault("10s"));

    private final Key<Long> hour = quota("hour");
    private final Key<Long> day = quota("day");
    private final Key<Long> week = quota("week");
    private final Key<Long> month = quota("month");

    private final Key<ZoneId> zone = Schema.add(Key.of(
            "limits.time_zone",
            Types.timeZone(),
            "where the hours, days, weeks and months of quotas begin; left out, that of the system"));

    private static Key<Long> quota(String period) {
        String description = "most bytes that one user may move in one " + period + "; 0 for no limit";
        return Schema.add(Key.of("limits.quota_per_user." + period, Types.bytes("0", "1048576gb"), description)
                .byDefault("0"));
    }

    SharedLimits read(Values values) {
        long burstSeconds = values.get(burst).toSeconds();
        ZoneId where = values.find(zone).map(Located::value).orElseGet(ZoneId::systemDefault);
        return new SharedLimits(
                values.find(connections).stream().mapToInt(Located::value).findFirst(),
                client.read(values, burstSeconds),
                user.read(values, burstSeconds),
                target.read(values, burstSeconds),
                new Quota(values.get(hour), values.get(day), values.get(week), values.get(month), where));
    }

    /** What those may have that count as one. */
    private static final class AllowanceKeys {
        private final Key<Integer> tunnels;
        private final Key<Integer> newTunnels;
        private final Key<Long> bytes;

        AllowanceKeys(String kind, String whose) {
            tunnels = number("limits.max_tunnels_per_" + kind, "most tunnels " + whose + " at once; 0 for no limit");
            newTunnels = number(
                    "limits.new_tunnels_per_second_per_" + kind,
                    "most new tunnels " + whose + " a second; 0 for no limit");
            bytes = Schema.add(Key.of(
                            "limits.bytes_per_second_per_" + kind,
                            Types.bytes("0", "1024gb"),
                            "most bytes a second of all tunnels " + whose + "; 0 for no limit")
                    .byDefault("0"));
        }

        private static Key<Integer> number(String path, String description) {
            return Schema.add(
                    Key.of(path, Types.number(0, 100_000), description).byDefault("0"));
        }

        Allowance read(Values values, long burstSeconds) {
            int rate = values.get(newTunnels);
            int burst = (int) Math.min(Integer.MAX_VALUE, rate * burstSeconds);
            return new Allowance(values.get(tunnels), rate, burst, values.get(bytes));
        }
    }
}
