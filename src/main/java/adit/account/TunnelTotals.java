package adit.account;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;

/** How many tunnels there are and were, and what they moved. Each figure is a point-in-time read. */
public interface TunnelTotals {
    /** Tunnels accepted and not yet closed, in any phase. */
    int liveCount();

    /** Tunnels accepted since the start: live plus closed. */
    long openedTotal();

    /** Tunnels closed since the start: the sum over the outcomes. */
    long closedTotal();

    /** Tunnels closed since the start whose establishment ended so. */
    long closed(Outcome outcome);

    /** Directions to the target, of tunnels closed since the start, whose relay ended so. */
    long endedToTarget(RelayEnd end);

    /** Directions to the client, of tunnels closed since the start, whose relay ended so. */
    long endedToClient(RelayEnd end);

    /** Tunnels since the start that their policy would have denied, had it done more than report. */
    long wouldDenyTotal();

    /** Bytes relayed from targets to clients since the start, live tunnels included. Never goes back. */
    long bytesToClientTotal();

    /** Bytes relayed from clients to targets since the start, live tunnels included. Never goes back. */
    long bytesToTargetTotal();
}
