package adit.management;

import adit.account.Crowd;
import java.util.List;
import javax.management.MBeanOperationInfo;

/** {@code adit:type=Tunnels}. Names clients, users and targets only as far as the configuration has it. */
@Description("The tunnels that live now, and the totals of all since the start.")
public interface TunnelsMXBean {

    /** The most rows {@link #getLive()} returns. */
    int MAX_ROWS = 1000;

    /** The most rows {@link #getTopTargets()} returns. */
    int MAX_TARGETS = 50;

    /** How a filter is written. */
    String FILTER =
            "Conditions that must all hold, such as listener=main target=*.example.com:* idle>30s bytes>1mb; empty for all.";

    @Description("Tunnels accepted and not yet closed, in any phase.")
    @Unit("tunnels")
    int getLiveCount();

    @Description("Tunnels accepted since the start: live and closed ones.")
    @Unit("tunnels")
    long getOpenedTotal();

    @Description("Tunnels closed since the start: the sum of OutcomeTotals.")
    @Unit("tunnels")
    long getClosedTotal();

    @Description("Bytes relayed from targets to clients since the start, live tunnels included.")
    @Unit("bytes")
    long getBytesToClientTotal();

    @Description("Bytes relayed from clients to targets since the start, live tunnels included.")
    @Unit("bytes")
    long getBytesToTargetTotal();

    @Description("How the establishment of the closed tunnels ended: one row for each outcome, also where it is zero.")
    List<OutcomeTotal> getOutcomeTotals();

    @Description(
            "How the relays of the closed tunnels ended, by direction: one row for each end, also where it is zero.")
    List<RelayEndTotal> getRelayEndTotals();

    @Description("The live tunnels, oldest first, at most " + MAX_ROWS
            + " rows; amounts in bytes, rates in bytes a second. page() gives others.")
    List<LiveRow> getLive();

    @Description("The targets that most bytes moved to and from since the start, greatest first, at most " + MAX_TARGETS
            + " rows; only those that at least " + Crowd.LEAST_CLIENTS
            + " clients used, lest a row tell what one of them does. Empty where privacy.target is none: then no row would"
            + " tell anything.")
    List<TargetRow> getTopTargets();

    @Description("Some of the live tunnels, filtered and sorted: all that Live shows and more than its first rows.")
    @Impact(MBeanOperationInfo.INFO)
    List<LiveRow> page(
            @ParameterName("offset") @Description("How many of those that match come before the first row; from 0 on.")
                    int offset,
            @ParameterName("count") @Description("The most rows that are wanted, from 0 to " + MAX_ROWS + ".")
                    int count,
            @ParameterName("sortBy")
                    @Description(
                            "What they are sorted by, such as age or, greatest first, -rate; empty for oldest first.")
                    String sortBy,
            @ParameterName("filter") @Description(FILTER) String filter);

    @Description("How many of the live tunnels match a filter.")
    @Impact(MBeanOperationInfo.INFO)
    int matching(@ParameterName("filter") @Description(FILTER) String filter);

    @Description("Closes one live tunnel at once; both its ends are cut. Says what was done.")
    String close(
            @ParameterName("id") @Description("The id of the tunnel, as records, replies and Live show it.") String id);

    @Description("Closes all live tunnels of one user at once. Returns how many.")
    int closeByUser(@ParameterName("user") @Description("The name by which the user was authenticated.") String user);

    @Description("Closes all live tunnels to some target at once. Returns how many.")
    int closeByTarget(
            @ParameterName("target")
                    @Description(
                            "As host:port, *.name:port for the names below it, or * for the port, such as example.com:*.")
                    String target);

    @Description("Holds each direction of one live tunnel to a rate from now on. Says what was done.")
    String throttle(
            @ParameterName("id") @Description("The id of the tunnel, as records, replies and Live show it.") String id,
            @ParameterName("bytesPerSecond") @Description("Bytes a second; 0 for what the relay policy says.")
                    long bytesPerSecond);

    @Description(
            "Has all live tunnels go by the relay policy and TCP options in force now; without it a reload concerns new"
                    + " tunnels only. Their age and bytes so far count; what throttle has set stays. Says how many.")
    String applyRelayPolicy();

    /** The directions of closed tunnels that ended in one way. */
    interface RelayEndTotal {
        @Description("The stable name, as in records.")
        String getEnd();

        @Description("From the client to the target.")
        long getToTarget();

        @Description("From the target to the client.")
        long getToClient();
    }

    /** The closed tunnels of one outcome. */
    interface OutcomeTotal {
        @Description("The stable name, as in records and replies.")
        String getOutcome();

        @Description("The HTTP status of the reply, 0 where none was possible.")
        int getStatus();

        @Description("Who has to act.")
        String getBlame();

        @Description("Tunnels.")
        long getTotal();
    }

    /** One target that several clients use. */
    interface TargetRow {
        @Description("Host and port, or a hash where privacy.target says so.")
        String getTarget();

        @Description("Tunnels that lead to it now, or did.")
        long getTunnels();

        @Description("Bytes that they moved in both directions.")
        long getBytes();

        @Description("How many different clients, told no better than that.")
        String getClients();
    }

    /** One live tunnel, each figure a point-in-time read. */
    interface LiveRow {
        @Description("As records, replies and logs call the tunnel.")
        String getId();

        @Description(
                "What is done for it: HANDSHAKING, NEGOTIATING, AUTHORISING, RESOLVING, CONNECTING, AWAITING, REPLYING,"
                        + " RELAYING, DRAINING, REJECTING or CLOSED.")
        String getPhase();

        @Description("The name of the listener it came in by.")
        String getListener();

        @Description("The address of the client; empty where privacy.client hides it, and a hash where it says so.")
        String getClient();

        @Description("The name that the client has proved to have; empty where it has none, or privacy.user hides it.")
        String getUser();

        @Description("The host and port it leads to; empty until they are known, and where privacy.target hides them.")
        String getTarget();

        @Description("Whole seconds since the client was accepted.")
        long getAgeSeconds();

        @Description("Whole seconds since a byte last moved in either direction.")
        long getIdleSeconds();

        @Description("Bytes relayed to the client.")
        long getBytesToClient();

        @Description("Bytes relayed to the target.")
        long getBytesToTarget();

        @Description("Bytes a second to the client, over about the last second.")
        long getRateToClient();

        @Description("As RateToClient.")
        long getRateToTarget();

        @Description("Bytes a second that this direction is held to by itself; 0 for any number.")
        long getMaxRateToClient();

        @Description("As MaxRateToClient.")
        long getMaxRateToTarget();

        @Description("The least rate in bytes a second that it shares with other tunnels; 0 for none.")
        long getMaxRateShared();

        @Description("Bytes a minute that this direction must move at least; 0 for none.")
        long getMinRatePerMinuteToClient();

        @Description("As MinRatePerMinuteToClient.")
        long getMinRatePerMinuteToTarget();

        @Description("Bytes that this direction may carry at most; 0 for any number.")
        long getMaxBytesToClient();

        @Description("As MaxBytesToClient.")
        long getMaxBytesToTarget();

        @Description("Whole seconds that it may be idle at most; 0 for any time.")
        long getMaxIdleSeconds();

        @Description("Whole seconds that bytes may flow in it at most; 0 for any time.")
        long getMaxAgeSeconds();
    }
}
