package adit.management;

import java.util.List;

/** {@code adit:type=Tunnels}. Names neither a client nor a target. */
@Description("The tunnels that live now, and the totals of all since the start.")
public interface TunnelsMXBean {

    /** The most rows {@link #getLive()} returns. */
    int MAX_ROWS = 1000;

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

    @Description("The live tunnels, oldest first, at most " + MAX_ROWS + " rows.")
    List<LiveRow> getLive();

    @Description("Closes one live tunnel at once; both its ends are cut. Says what was done.")
    String close(
            @ParameterName("id") @Description("The id of the tunnel, as records, replies and Live show it.") String id);

    /** The closed tunnels of one outcome. */
    interface OutcomeTotal {
        /** The stable name, as in records and replies. */
        String getOutcome();

        /** The HTTP status of the reply, 0 where none was possible. */
        int getStatus();

        /** Who has to act. */
        String getBlame();

        /** Tunnels. */
        long getTotal();
    }

    /** One live tunnel, each figure a point-in-time read. */
    interface LiveRow {
        String getId();

        String getPhase();

        /** The name of the listener it came in by. */
        String getListener();

        /** Whole seconds since the client was accepted. */
        long getAgeSeconds();

        /** Whole seconds since a byte last moved in either direction. */
        long getIdleSeconds();

        long getBytesToClient();

        long getBytesToTarget();
    }
}
