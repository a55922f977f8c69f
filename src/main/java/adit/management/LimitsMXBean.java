package adit.management;

import java.util.List;

/** {@code adit:type=Limits}. Names users only as far as the configuration has it. */
@Description("What clients, users and targets have of the proxy, and what users have moved of their quotas.")
public interface LimitsMXBean {

    @Description(
            "Every limit that tunnels share, by the key that sets it, with its present use: what the one client, user,"
                    + " target or thread has that has most. Of new_tunnels_per_second it is the burst. 0 is no limit.")
    List<LimitRow> getLimits();

    @Description(
            "Every limit that each tunnel, request, look-up or drain has by itself, by the key that sets it, with what"
                    + " the one has of it at present that has most: times in milliseconds. 0 is no limit; -1 is a use that nobody"
                    + " measures. What operators set for a tunnel is in its row.")
    List<LimitRow> getTunnelLimits();

    @Description("Clients that have a tunnel: addresses, or IPv6 networks of 64 bits.")
    @Unit("clients")
    long getClientsInUse();

    @Description("Users that have a tunnel.")
    @Unit("users")
    long getUsersInUse();

    @Description("Targets that have a tunnel.")
    @Unit("targets")
    long getTargetsInUse();

    @Description("What users have moved in the present hour, day, week and month, at most " + TunnelsMXBean.MAX_ROWS
            + " rows, by name.")
    List<UsageRow> getUsage();

    /** One limit. */
    interface LimitRow {
        @Description("The key of the configuration that sets it; descriptors are the system's.")
        String getName();

        @Description(
                "In bytes where it is a size or a rate, milliseconds where it is a time, else what it counts; 0 for none.")
        long getLimit();

        @Description("How much of it is used now.")
        long getUse();
    }

    /** One user, in bytes of both directions. */
    interface UsageRow {
        @Description("Empty where privacy.user hides it, and a hash where it says so.")
        String getUser();

        @Description("Bytes in the present hour.")
        long getHour();

        @Description("Bytes of today.")
        long getDay();

        @Description("Bytes in the present week, which began on Monday.")
        long getWeek();

        @Description("Bytes in the present month.")
        long getMonth();
    }
}
